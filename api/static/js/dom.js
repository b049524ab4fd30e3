// Elements made in one call; text is always text, never markup.
const SVG = "http://www.w3.org/2000/svg";

/** el("p", {class: "muted", onclick: f}, "Xin chào", child) */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  dress(element, attributes);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  dress(element, attributes);
  element.append(...children);
  return element;
}

export function icon(name) {
  return svg("svg", { class: "i", "aria-hidden": "true" }, svg("use", { href: `#i-${name}` }));
}

function dress(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
}

/** A short message at the foot of the page, with an action when given: toast("Đã xóa", {label: "Lấy lại", run}). */
export function toast(message, { action = null, isError = false } = {}) {
  const place = document.querySelector(".toasts");
  const button = action && el("button", { type: "button", class: "quiet", onclick: () => (action.run(), note.remove()) }, action.label);
  const note = el("div", { class: isError ? "toast failed" : "toast" }, message, button);
  place.append(note);
  setTimeout(() => note.remove(), action || isError ? 12000 : 5000);
}
