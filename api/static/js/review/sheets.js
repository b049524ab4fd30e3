// The paper at the left: page images one below the other, a box over every value, zoom, the text view.
import { el, svg } from "../dom.js";
import { say } from "../texts.js";

const ZOOM_STEP = 1.2;
const LEAST_ZOOM = 0.5;
const MOST_ZOOM = 4;
const MARGIN_PX = 4; // air between the print and its box, in page pixels at 200 dpi half a millimetre
const MOST_STRIPS = 2; // a value of more lines is better read on the page itself
const LONG_STRIP = 15; // a line this many times as long as high fills the panel
const SHOW_AT = 0.3; // a box that is looked for comes to rest this far down the window: what follows it shows too

export class Sheets {
  constructor({ sheets, plain, pageNumber, onPick }) {
    this.sheets = sheets;
    this.plain = plain;
    this.pageNumber = pageNumber;
    this.onPick = onPick;
    this.zoom = 1;
    this.pages = [];
    sheets.addEventListener("scroll", () => this.showPageNumber(), { passive: true });
    sheets.addEventListener("click", (event) => this.pick(event));
  }

  draw(pages) {
    this.pages = pages.some((page) => page.image) ? pages : [];
    this.figures = new Map(this.pages.map((page) => [page.number, figure(page)]));
    this.sheets.replaceChildren(...this.figures.values());
    this.showPageNumber();
  }

  /** Draw a box for each value: [{pointer, label, text, mark, places}]. */
  drawBoxes(values) {
    for (const sheet of this.figures.values()) sheet.querySelector("svg").replaceChildren();
    for (const value of values) {
      for (const [page, boxes] of linesByPage(value.places)) {
        const layer = this.figures.get(page)?.querySelector("svg");
        if (!layer) continue;
        const group = svg("g", { class: "box", "data-pointer": value.pointer, "data-mark": value.mark });
        group.append(svg("title", {}, say("box", { label: value.label, text: value.text })), ...boxes.map(rectangle));
        layer.append(group);
      }
    }
  }

  mark(pointer, state) {
    for (const group of this.groups(pointer)) group.dataset.mark = state;
  }

  groups(pointer) {
    return this.sheets.querySelectorAll(`g.box[data-pointer="${CSS.escape(pointer)}"]`);
  }

  /** Light the places of a value up and bring the first into view. */
  show(pointer, places) {
    for (const lit of this.sheets.querySelectorAll(".lit")) lit.remove();
    const pages = [...linesByPage(places)];
    for (const [page, boxes] of pages) {
      const layer = this.figures.get(page)?.querySelector("svg");
      layer?.append(svg("g", { class: "lit", "data-pointer": pointer }, ...boxes.map(rectangle)));
    }
    if (pages.length) this.scrollTo(pages[0][0], pages[0][1][0]);
  }

  scrollTo(number, box) {
    const sheet = this.figures.get(number);
    if (!sheet) return;
    const page = this.pages.find((candidate) => candidate.number === number);
    const scale = sheet.clientWidth / page.width;
    const top = sheet.offsetTop + box[1] * scale;
    const bottom = sheet.offsetTop + box[3] * scale;
    const { scrollTop, clientHeight, clientWidth } = this.sheets;
    if (top < scrollTop + 24 || bottom > scrollTop + clientHeight - 24) {
      this.sheets.scrollTop = top - clientHeight * SHOW_AT;
    }
    const left = sheet.offsetLeft + box[0] * scale;
    const right = sheet.offsetLeft + box[2] * scale;
    if (left < this.sheets.scrollLeft || right > this.sheets.scrollLeft + clientWidth) {
      this.sheets.scrollLeft = left - 24;
    }
  }

  /** The value whose box is under the pointer; of several the smallest. */
  pick(event) {
    const under = document
      .elementsFromPoint(event.clientX, event.clientY)
      .filter((element) => element.matches?.("g.box rect"))
      .sort((one, other) => area(one) - area(other));
    const pointer = under[0]?.closest("g").dataset.pointer;
    if (pointer) this.onPick(pointer);
  }

  turn(by) {
    const number = Math.min(Math.max(this.current() + by, 1), this.pages.length);
    const sheet = this.figures.get(this.pages[number - 1]?.number);
    if (sheet) this.sheets.scrollTop = sheet.offsetTop - 8;
  }

  /** Which page fills most of the window, counted from 1. */
  current() {
    const middle = this.sheets.scrollTop + this.sheets.clientHeight / 2;
    const above = [...(this.figures?.values() ?? [])].filter((sheet) => sheet.offsetTop <= middle).length;
    return Math.max(above, 1);
  }

  showPageNumber() {
    const words = say("page", { number: this.current(), total: this.pages.length });
    if (this.pageNumber.textContent !== words) this.pageNumber.textContent = this.pages.length ? words : "–";
  }

  zoomBy(direction) {
    const before = this.sheets.scrollTop / this.sheets.scrollHeight;
    const wanted = direction === "fit" ? 1 : this.zoom * (direction === "in" ? ZOOM_STEP : 1 / ZOOM_STEP);
    this.zoom = Math.min(Math.max(wanted, LEAST_ZOOM), MOST_ZOOM);
    this.sheets.style.setProperty("--zoom", String(this.zoom));
    this.sheets.scrollTop = before * this.sheets.scrollHeight;
  }

  showBoxes(areShown) {
    this.sheets.classList.toggle("without-boxes", !areShown);
  }

  showText(text) {
    this.plain.textContent = text ?? "";
    this.plain.hidden = text === null;
    this.sheets.hidden = text !== null;
  }

  /** In the text view: mark the words that a value was read from. */
  showInText(words) {
    const text = this.plain.textContent;
    const pattern = words.trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const match = words.trim() ? new RegExp(pattern.join("\\s+")).exec(text) : null;
    this.plain.replaceChildren(text);
    if (!match) return;
    const lit = el("mark", {}, match[0]);
    this.plain.replaceChildren(text.slice(0, match.index), lit, text.slice(match.index + match[0].length));
    lit.scrollIntoView({ block: "center" });
  }
}

/** Cut-outs of the page around the first lines of `places`, a picture each. */
export function strips(pages, places) {
  const [first] = linesByPage(places);
  const page = first && pages.find((candidate) => candidate.number === first[0]);
  return page?.image ? first[1].slice(0, MOST_STRIPS).map((box) => strip(page, box)) : [];
}

function strip(page, [left, top, right, bottom]) {
  const air = Math.round((bottom - top) * 0.25) + MARGIN_PX;
  const view = [left - air, top - air, right - left + 2 * air, bottom - top + 2 * air];
  const isLong = view[2] > LONG_STRIP * view[3];
  return svg(
    "svg",
    { class: isLong ? "strip long" : "strip", viewBox: view.join(" "), role: "img", "aria-label": say("proof.strip", { number: page.number }) },
    svg("image", { href: page.image, width: page.width, height: page.height }),
  );
}

function figure(page) {
  if (!page.image) return el("figure", { class: "sheet unread", "data-page": page.number }, el("strong", {}, say("page_unread", { number: page.number })), el("p", {}, page.reason ?? ""), svg("svg"));
  const image = el("img", { src: page.image, width: page.width, height: page.height, loading: "lazy", decoding: "async", alt: say("page_alt", { number: page.number }) });
  return el("figure", { class: "sheet", "data-page": page.number }, image, svg("svg", { class: "layer", viewBox: `0 0 ${page.width} ${page.height}`, "aria-hidden": "true" }));
}

/** Boxes of words joined to boxes of lines, by page in order. */
function linesByPage(places) {
  const pages = new Map();
  for (const { page, box } of places) {
    if (!box) continue;
    const lines = pages.get(page) ?? [];
    const line = lines.at(-1);
    if (line && isOnLine(line, box)) lines[lines.length - 1] = around(line, box);
    else lines.push([...box]);
    pages.set(page, lines);
  }
  return pages;
}

function isOnLine(line, box) {
  const shared = Math.min(line[3], box[3]) - Math.max(line[1], box[1]);
  const height = Math.min(line[3] - line[1], box[3] - box[1]);
  const gap = box[0] - line[2];
  return shared > height / 2 && gap < 4 * height && gap > -height;
}

function around(one, other) {
  return [Math.min(one[0], other[0]), Math.min(one[1], other[1]), Math.max(one[2], other[2]), Math.max(one[3], other[3])];
}

function rectangle([left, top, right, bottom]) {
  return svg("rect", { x: left - MARGIN_PX, y: top - MARGIN_PX, width: right - left + 2 * MARGIN_PX, height: bottom - top + 2 * MARGIN_PX, rx: 4 });
}

function area(rectangleElement) {
  return Number(rectangleElement.getAttribute("width")) * Number(rectangleElement.getAttribute("height"));
}
