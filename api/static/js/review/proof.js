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
  if (proof) panel.append(...[seen(proof, places)].flat());
  else panel.append(el("p", { class: "seen muted" }, say("proof.no_place")));
  panel.append(...changed(desk, pointer));
  const canConfirm = desk.record.isOpen && proof?.pointer === pointer && proof.status === "extracted";
  if (canConfirm) panel.append(el("button", { type: "button", class: "secondary small", "data-confirm": pointer, onclick: () => desk.confirm(pointer) }, icon("confirmed"), say("confirm"), el("kbd", {}, "Enter")));
  return panel;
}

function seen(proof, places) {
  if (proof.rule === "human") return el("p", { class: "seen" }, say("proof.added"));
  const facts = [say("proof.confidence", { percent: Math.round(proof.confidence * 100) })];
  if (places.length) facts.push(say("proof.page", { number: places[0].page }));
  return [
    el("p", { class: "seen" }, label("seen"), ...restored(words(proof.raw), words(proof.text))),
    el("p", { class: "facts muted" }, facts.join(" · "), " · ", el("code", {}, proof.rule)),
  ];
}

/** The text as restored; where the engine saw other words, those are struck through before them. */
function restored(raw, text) {
  const seen = raw.split(/\s+/);
  const meant = text.split(/\s+/);
  if (seen.length !== meant.length) {
    return raw === text ? [text || say("proof.nothing")] : [el("s", {}, raw), " ", el("b", { class: "changed" }, text)];
  }
  return meant.flatMap((word, index) => (word === seen[index] ? [word, " "] : [el("s", {}, seen[index]), " ", el("b", { class: "changed" }, word), " "]));
}

/** A text without the punctuation at its end, which belongs to the sentence and not to the value. */
function words(text) {
  return text.trim().replace(/[.,;:]+$/, "");
}

function label(key) {
  return el("span", { class: "tag" }, say(`proof.${key}`));
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
