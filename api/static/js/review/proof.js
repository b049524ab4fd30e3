// What stands behind the value in hand: the cut-out of the page, what was seen, what it became, how sure that is.
import { el, icon } from "../dom.js";
import { language, say } from "../texts.js";
import * as dates from "./dates.js";
import { strips } from "./sheets.js";

/** The panel under a row that has the focus. */
export function proofOf(desk, pointer) {
  const proof = desk.record.proof(pointer);
  const places = desk.record.places(pointer);
  const panel = el("div", { class: "proof", "data-proof": pointer });
  for (const cut of strips(desk.pages, places)) panel.append(el("div", { class: "strip-frame" }, cut));
  for (const flag of desk.record.flags(pointer)) panel.append(flagLine(desk, flag));
  if (proof) panel.append(el("p", { class: "seen" }, ...seen(proof, places)));
  else panel.append(el("p", { class: "seen muted" }, say("proof.no_place")));
  panel.append(...changed(desk, pointer));
  const canConfirm = desk.record.isOpen && proof?.pointer === pointer && proof.status === "extracted";
  if (canConfirm) panel.append(el("button", { type: "button", class: "secondary small", "data-confirm": pointer, onclick: () => desk.confirm(pointer) }, icon("confirmed"), say("confirm"), el("kbd", {}, "Enter")));
  return panel;
}

function seen(proof, places) {
  if (proof.rule === "human") return [say("proof.added")];
  const parts = [];
  if (proof.raw && words(proof.raw) !== words(proof.text)) {
    parts.push(label("seen"), ...compared(proof.raw, proof.text), label("restored"), ...compared(proof.text, proof.raw));
  } else {
    parts.push(label("seen"), proof.text || proof.raw || say("proof.nothing"));
  }
  const facts = [say("proof.confidence", { percent: Math.round(proof.confidence * 100) })];
  if (places.length) facts.push(say("proof.page", { number: places[0].page }));
  return [...parts, el("span", { class: "facts muted" }, facts.join(" · "), " · ", el("code", {}, proof.rule))];
}

/** A text without the punctuation at its end, which belongs to the sentence and not to the value. */
function words(text) {
  return text.trim().replace(/[.,;:]+$/, "");
}

function label(key) {
  return el("span", { class: "tag" }, say(`proof.${key}`));
}

/** The words of a text, those that the other text does not have in their place marked. */
function compared(text, other) {
  const theirs = words(other).split(/\s+/);
  const ours = words(text).split(/\s+/);
  const isSameLength = ours.length === theirs.length;
  return ours.flatMap((word, index) => [isSameLength && word !== theirs[index] ? el("b", { class: "changed" }, word) : word, " "]);
}

/** For each part that people changed: the machine's value, and the way back to it. */
function changed(desk, pointer) {
  const inputs = document.querySelectorAll(`.row[data-pointer="${CSS.escape(pointer)}"] [data-value]`);
  return [...inputs].flatMap((input) => {
    const before = desk.record.original(input.dataset.value);
    if (before === undefined || before === desk.record.value(input.dataset.value)) return [];
    const words = spoken(input, before);
    const back = el("button", { type: "button", class: "quiet small", title: say("revert"), "aria-label": say("revert"), onclick: () => desk.revert(input, before) }, icon("undo"));
    return [el("p", { class: "machine" }, label("machine"), el("s", {}, words), desk.record.isOpen ? back : null)];
  });
}

function spoken(input, value) {
  if (value === null || value === "") return say("proof.nothing");
  if (input.tagName === "SELECT") return [...input.options].find((option) => option.value === String(value))?.textContent ?? String(value);
  return input.dataset.type === "date" ? dates.shown(value) : String(value);
}

function flagLine(desk, flag) {
  const message = language === "en" ? flag.message_en : flag.message;
  const use = flag.proposal === null || flag.proposal === undefined || !desk.record.isOpen ? null : el("button", { type: "button", class: "secondary small", onclick: () => desk.use(flag) }, say("proposal", { value: flag.proposal }));
  return el("p", { class: "notice", "data-severity": flag.severity }, icon("failed"), el("span", {}, message), use);
}
