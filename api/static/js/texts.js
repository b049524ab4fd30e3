// The texts of this page, in the language it was served in.
const texts = JSON.parse(document.getElementById("texts").textContent);

/** say("list.pages", {done: 3, total: 10}) is "3/10 trang". An unknown key shows itself. */
export function say(key, values = {}) {
  const text = texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The texts below a prefix as [key, text] pairs: choices of a select. */
export function choices(prefix) {
  return Object.entries(texts)
    .filter(([key]) => key.startsWith(prefix + "."))
    .map(([key, text]) => [key.slice(prefix.length + 1), text]);
}

export const language = document.documentElement.lang;
