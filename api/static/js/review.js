// The reviewer's desk: the paper at the left, its values at the right, and the ways between them.
import { el, icon, toast } from "./dom.js";
import { request } from "./http.js";
import { ask, showKeys } from "./review/dialogs.js";
import { groups } from "./review/groups.js";
import { listen } from "./review/keys.js";
import { isUnder } from "./review/pointers.js";
import { proofOf } from "./review/proof.js";
import { RecordUnderReview } from "./review/record.js";
import { commit, drop, refresh } from "./review/rows.js";
import { Sheets } from "./review/sheets.js";
import { wireTools } from "./review/tools.js";
import { sayFailed, waitUntilRead } from "./review/waiting.js";
import { Walk } from "./review/walk.js";
import { language, say } from "./texts.js";

const desk = document.getElementById("desk");
const form = document.getElementById("form");
const record = new RecordUnderReview(desk.dataset.document, Number(desk.dataset.below));

const review = {
  record,
  pages: [],

  /** Give the focus to the row of a value; a value without a row of its own gives it to what it is part of. */
  focus(pointer) {
    const line = rowFor(pointer);
    const input = line?.querySelector(`[data-value="${CSS.escape(pointer)}"]`) ?? line?.querySelector("[data-value]:not(.path)") ?? line?.querySelector("[data-value]");
    if (!input) return;
    line.scrollIntoView({ block: "nearest" });
    if (input.disabled) activate(line);
    else input.focus({ preventScroll: true });
  },

  async confirm(pointer) {
    await attempt(() => record.confirm(pointer));
  },

  async add(list, value) {
    await attempt(async () => {
      await record.queue; // what was typed just before is part of the list
      const index = record.value(list).length;
      await record.add(list, value);
      redraw();
      review.focus(`${list}/${index}`);
    });
  },

  async remove(pointer, what) {
    await record.queue; // what was typed just before is part of the value to take back
    const value = structuredClone(record.value(pointer));
    const list = pointer.slice(0, pointer.lastIndexOf("/"));
    const index = pointer.slice(list.length + 1);
    await attempt(async () => {
      await record.remove(pointer);
      redraw();
      const undo = () => attempt(async () => (await record.add(list, value, index), redraw(), review.focus(pointer)));
      toast(say("removed", { what }), { action: { label: say("undo"), run: undo } });
    });
  },

  async revert(input, value) {
    await attempt(() => record.replace(input.dataset.value, value, input.dataset.unit));
    refreshAll();
  },

  async use(flag) {
    const pointer = document.querySelector(`[data-value="${CSS.escape(flag.pointer)}"]`) ? flag.pointer : null;
    if (pointer) await attempt(() => record.replace(pointer, flag.proposal, rowFor(pointer).dataset.pointer));
  },
};

const walk = new Walk(form, (pointer) => review.focus(pointer));
const sheets = new Sheets({
  sheets: document.getElementById("sheets"),
  plain: document.getElementById("plain"),
  pageNumber: document.getElementById("page-number"),
  onPick: (pointer) => review.focus(pointer),
});

async function attempt(work) {
  try {
    await work();
  } catch (problem) {
    if (problem.code === "version_conflict") await reload();
    else toast(problem.message ?? String(problem), { isError: true });
  }
}

async function reload() {
  toast(say("error.conflict"), { isError: true });
  await record.load();
  redraw();
}

// ---- drawing ----

function redraw() {
  const parts = groups(review);
  const scrolled = form.scrollTop;
  form.replaceChildren(...parts.map((part) => part.element));
  form.scrollTop = scrolled;
  document.getElementById("groups").replaceChildren(...parts.map(tab));
  drawBoxes();
  refreshAll();
  markCurrentGroup();
}

function tab({ name, count, element }) {
  const go = () => (form.scrollTop = element.offsetTop - form.offsetTop);
  const number = count === null ? null : el("span", { class: "tab-count" }, String(count));
  return el("button", { type: "button", class: "tab", "data-tab": name, onclick: go }, say(`group.${name}`), number);
}

function markCurrentGroup() {
  const top = form.scrollTop + form.offsetTop + 40;
  const sections = [...form.querySelectorAll(".group")];
  const isAtEnd = form.scrollTop + form.clientHeight >= form.scrollHeight - 2;
  const current = isAtEnd && form.scrollTop > 0 ? sections.at(-1) : sections.filter((section) => section.offsetTop <= top).at(-1);
  for (const button of document.querySelectorAll("[data-tab]")) {
    button.setAttribute("aria-current", String(button.dataset.tab === current?.dataset.group));
  }
}

function drawBoxes() {
  const values = [...form.querySelectorAll(".row")].map((line) => {
    const pointer = line.dataset.pointer;
    const places = record.places(pointer);
    return { pointer, label: line.dataset.name, text: record.proof(pointer)?.text ?? "", mark: line.dataset.mark, places };
  });
  sheets.drawBoxes(values.filter((value) => value.places.length));
}

function refreshAll() {
  for (const line of form.querySelectorAll(".row")) {
    refresh(review, line);
    sheets.mark(line.dataset.pointer, line.dataset.mark);
  }
  for (const button of form.querySelectorAll("[data-editing]")) button.hidden = !record.isOpen;
  const active = form.querySelector(".row.active");
  if (active) showProof(active);
  showCount();
  showState();
}

function rowFor(pointer) {
  const rows = [...form.querySelectorAll(".row")];
  return (
    rows.find((line) => line.dataset.pointer === pointer) ??
    rows.filter((line) => isUnder(pointer, line.dataset.pointer)).at(-1) ??
    rows.find((line) => isUnder(line.dataset.pointer, pointer))
  );
}

// ---- the value in hand ----

function activate(line) {
  if (line.classList.contains("active")) return;
  form.querySelector(".row.active")?.classList.remove("active");
  form.querySelector(".proof")?.remove();
  line.classList.add("active");
  showProof(line);
  const pointer = line.dataset.pointer;
  sheets.show(pointer, record.places(pointer));
  if (!sheets.plain.hidden) sheets.showInText(record.proof(pointer)?.text ?? "");
}

function showProof(line) {
  form.querySelector(".proof")?.remove();
  const panel = proofOf(review, line.dataset.pointer);
  line.after(panel);
  panel.scrollIntoView({ block: "nearest" });
  line.scrollIntoView({ block: "nearest" });
}

form.addEventListener("focusin", (event) => {
  const line = event.target.closest(".row");
  if (line) activate(line);
});
form.addEventListener("scroll", markCurrentGroup, { passive: true });
form.addEventListener("click", (event) => {
  const line = event.target.closest(".row");
  if (line && !record.isOpen) activate(line);
});

// ---- going from doubt to doubt ----

async function confirmAndGo() {
  const input = document.activeElement;
  const line = input.closest?.(".row");
  if (!line || !input.matches("[data-value]")) return;
  const isChanged = input.value !== input.dataset.saved;
  if (isChanged && !(await commit(review, input))) return;
  const pointer = line.dataset.pointer;
  const isDoubtful = line.dataset.mark === "doubtful" || line.dataset.mark === "failed";
  if (isDoubtful && !isChanged) await review.confirm(pointer);
  if (!walk.toDoubt(1)) document.querySelector('[data-decision="approve"]')?.focus();
}

// ---- counting, saving, deciding ----

function showCount() {
  const left = walk.doubts().length;
  const place = document.getElementById("count");
  const words = left ? say("count.left", { count: left }) : say("count.none");
  const next = left && record.isOpen ? el("button", { type: "button", class: "secondary small", onclick: () => walk.toDoubt(1) }, say("count.next"), icon("next")) : null;
  place.dataset.left = String(left);
  place.replaceChildren(icon(left ? "doubtful" : "confirmed"), el("span", {}, words), next ?? "");
}

function showState() {
  const { state } = record.record.review;
  const chip = document.getElementById("paper-state");
  const { kind, number, symbol, subject } = record.record.document;
  const name = kind ? say(`kind.${kind}`) : "";
  chip.dataset.state = state;
  chip.textContent = say(`state.${state}`);
  document.getElementById("paper-mark").textContent = symbol || name ? `${name} ${symbol ? `${number ?? "…"}/${symbol}` : say("list.no_number")}`.trim() : record.record.source.name;
  document.getElementById("paper-subject").textContent = subject ?? "";
  const buttons = state === "needs_review" ? [button("reject", "secondary", reject), button("approve", "primary", approve, "Alt+Enter")] : [button("reopen", "secondary", reopen), button("next_paper", "primary", openNext)];
  const shown = document.getElementById("decisions");
  if (shown.dataset.state !== state) {
    shown.dataset.state = state;
    shown.replaceChildren(...buttons);
  }
}

function button(name, look, run, key = null) {
  return el("button", { type: "button", class: look, "data-decision": name, onclick: run }, say(name), key && el("kbd", {}, key));
}

async function approve() {
  await saveTyped();
  const left = walk.doubts().length;
  if (left && (await ask("approve", say("ask.approve_words", { count: left }))) === null) return;
  await decide("approve", say("approved"));
}

async function reject() {
  await saveTyped();
  const reason = await ask("reject", say("ask.reject_words"), { hasReason: true });
  if (reason !== null) await decide("reject", say("rejected"), reason);
}

function reopen() {
  return decide("reopen", say("reopened"));
}

async function decide(decision, words, reason = "") {
  await attempt(async () => {
    await record.decide(decision, reason);
    redraw();
    toast(words);
    document.querySelector("#decisions .primary")?.focus();
  });
}

async function openNext() {
  await attempt(async () => {
    const { body } = await request("/v1/documents?state=needs_review&limit=1");
    if (body.documents.length) location.assign(`/documents/${body.documents[0].id}`);
    else toast(say("no_next_paper"));
  });
}

async function saveTyped() {
  const input = document.activeElement;
  if (input.matches?.("[data-value]")) await commit(review, input);
  await record.queue;
}

/** Whether the field in hand holds something that is not saved yet. */
function isTypedOver() {
  const input = document.activeElement;
  return input.matches?.("[data-value]") && input.value !== input.dataset.saved;
}

function showSaved(state, problem = null) {
  const time = new Date().toLocaleTimeString(language === "vi" ? "vi-VN" : "en-GB", { timeStyle: "short" });
  const place = document.getElementById("saved");
  place.dataset.state = state;
  place.textContent = say(`saved.${state}`, { time });
  if (problem?.code === "version_conflict") reload();
}

record.addEventListener("saving", () => showSaved("saving"));
record.addEventListener("saved", () => (showSaved("yes"), refreshAll()));
record.addEventListener("refused", (event) => showSaved("no", event.problem));
window.addEventListener("beforeunload", (event) => (record.waiting || isTypedOver()) && event.preventDefault());

// ---- keys and tools ----

function switchRegion() {
  const paper = document.getElementById("sheets").hidden ? sheets.plain : sheets.sheets;
  if (document.activeElement !== paper) paper.focus();
  else (form.querySelector(".row.active [data-value]") ?? form.querySelector("[data-value]"))?.focus();
}

const isInForm = (event) => form.contains(event.target) && event.target.matches("[data-value]");

listen({
  Tab: (event) => isInForm(event) && record.isOpen && walk.toDoubt(1),
  "Shift+Tab": (event) => isInForm(event) && record.isOpen && walk.toDoubt(-1),
  Enter: (event) => isInForm(event) && (confirmAndGo(), true),
  "Alt+↓": (event) => event.target.tagName !== "SELECT" && (walk.toAny(1), true),
  "Alt+↑": (event) => event.target.tagName !== "SELECT" && (walk.toAny(-1), true),
  Esc: (event) => isInForm(event) && (drop(review, event.target), event.target.select?.(), true),
  "Ctrl+S": () => (saveTyped(), true),
  "Alt+Enter": () => record.isOpen && (approve(), true),
  "Alt+PgDn": () => (sheets.turn(1), true),
  "Alt+PgUp": () => (sheets.turn(-1), true),
  "Alt+=": () => (sheets.zoomBy("in"), true),
  "Alt+−": () => (sheets.zoomBy("out"), true),
  "Alt+0": () => (sheets.zoomBy("fit"), true),
  F6: () => (switchRegion(), true),
  F1: () => (showKeys(), true),
  "?": () => (showKeys(), true),
});

document.querySelector('[data-action="keys"]').addEventListener("click", showKeys);
wireTools(sheets, text);

async function text() {
  return (await request(`${record.path}/text`)).body;
}

// ---- opening ----

async function open() {
  const { body } = await request(record.path);
  if (body.state === "queued" || body.state === "reading") return waitUntilRead(body).then(open);
  if (body.state === "failed") return sayFailed(body);
  await record.load();
  review.pages = body.pages;
  sheets.draw(body.pages);
  if (!sheets.pages.length) sheets.showText(await text());
  redraw();
  desk.dataset.ready = "true";
  const first = walk.doubts()[0] ?? form.querySelector(".row");
  if (first) review.focus(first.dataset.pointer);
}

open().catch((problem) => toast(problem.message, { isError: true }));
