// The list of papers: upload by drop or choice, live progress, filters, search.
import { el, toast } from "./dom.js";
import { request, upload } from "./http.js";
import { language, say } from "./texts.js";

const SEARCH_PAUSE_MS = 200;
const TABS = [
  ["all", []],
  ["needs_review", ["needs_review"]],
  ["under_way", ["queued", "reading"]],
  ["approved", ["approved"]],
  ["rejected", ["rejected"]],
  ["failed", ["failed"]],
];

const rows = document.getElementById("papers");
const tabs = document.getElementById("states");
const search = document.getElementById("search");
const more = document.getElementById("more");
const empty = document.getElementById("empty");
const uploads = document.getElementById("uploads");
let shown = new URLSearchParams(location.search).get("state") ?? "all";
let cursor = null;

async function load({ isMore = false } = {}) {
  const query = new URLSearchParams();
  for (const state of TABS.find(([name]) => name === shown)?.[1] ?? []) query.append("state", state);
  if (search.value.trim()) query.set("text", search.value.trim());
  if (isMore && cursor) query.set("after", cursor);
  try {
    const { body } = await request(`/v1/documents?${query}`);
    if (isMore) rows.append(...body.documents.map(row));
    else rows.replaceChildren(...body.documents.map(row));
    cursor = body.next;
    more.hidden = !cursor;
    empty.hidden = rows.children.length > 0;
    drawTabs(body.counts);
  } catch (problem) {
    toast(problem.message, { isError: true });
  }
}

function drawTabs(counts) {
  const total = (states) => (states.length ? states : Object.keys(counts)).reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  tabs.replaceChildren(
    ...TABS.map(([name, states]) =>
      el(
        "button",
        { type: "button", class: "tab", "aria-pressed": String(name === shown), onclick: () => choose(name) },
        say(`state.${name}`),
        el("span", { class: "tab-count" }, String(total(states))),
      ),
    ),
  );
}

function choose(name) {
  shown = name;
  history.replaceState(null, "", name === "all" ? "/" : `/?state=${name}`);
  load();
}

function row(paper) {
  const moment = new Date(paper.created_at);
  return el(
    "tr",
    { "data-id": paper.id, "data-state": paper.state },
    el("td", { class: "what" }, el("a", { href: `/documents/${paper.id}` }, mark(paper)), el("div", { class: "muted clip", title: paper.subject ?? "" }, paper.subject ?? (paper.kind ? paper.name : ""))),
    el("td", { class: "issuer" }, paper.issuer ?? ""),
    el("td", { class: "day" }, day(paper.issued_on)),
    el("td", {}, el("div", { class: "state" }, ...state(paper))),
    el("td", { class: "muted day" }, moment.toLocaleString(language === "vi" ? "vi-VN" : "en-GB", { dateStyle: "short", timeStyle: "short" })),
  );
}

function mark(paper) {
  const kind = paper.kind ? say(`kind.${paper.kind}`) : "";
  if (paper.symbol) return `${kind} ${paper.number ?? "…"}/${paper.symbol}`.trim();
  return kind && !kind.startsWith("kind.") ? `${kind} ${say("list.no_number")}` : paper.name;
}

function day(iso) {
  return (iso ?? "").split("-").reverse().join("/");
}

function state(paper) {
  const chip = el("span", { class: "chip", "data-state": paper.state }, say(`state.${paper.state}`));
  if (paper.state === "queued" || paper.state === "reading") {
    const words = say("list.pages", { done: paper.pages_done, total: paper.page_count });
    return [chip, el("span", { class: "muted small" }, words), el("progress", { max: paper.page_count, value: paper.pages_done, "aria-label": words })];
  }
  if (paper.state === "failed") {
    return [
      chip,
      el("div", { class: "small reason" }, paper.failure?.[language] ?? ""),
      el("button", { type: "button", class: "secondary small", onclick: () => reread(paper.id) }, say("list.reread")),
    ];
  }
  return [chip];
}

async function reread(id) {
  try {
    await request(`/v1/documents/${id}/reread`, { method: "POST" });
    load();
  } catch (problem) {
    toast(problem.message, { isError: true });
  }
}

// ---- upload ----

async function send(file) {
  const words = el("span", { class: "muted" }, say("upload.sending", { percent: 0 }));
  const bar = el("progress", { max: 100, value: 0, "aria-label": file.name });
  const line = el("li", {}, el("strong", { class: "clip" }, file.name), bar, words);
  uploads.append(line);
  const finish = (state, ...content) => {
    line.dataset.state = state;
    bar.remove();
    words.replaceChildren(...content);
    line.append(el("button", { type: "button", class: "quiet", "aria-label": say("upload.dismiss"), onclick: () => line.remove() }, "×"));
  };
  try {
    const { status, body } = await upload(file, (percent) => {
      bar.value = percent;
      words.textContent = percent < 100 ? say("upload.sending", { percent }) : say("upload.looking");
    });
    const result = body.results?.[0];
    if (status === 202 && result?.document) {
      finish(result.status, say(`upload.${result.status}`), " · ", el("a", { href: `/documents/${result.document.id}` }, say("upload.open")));
      await load();
    } else {
      finish("refused", (result?.problem ?? body).messages?.[language] ?? say("upload.failed"));
    }
  } catch {
    finish("refused", say("upload.failed"));
  }
}

async function sendAll(files) {
  for (const file of files) await send(file);
}

function watchDrop() {
  const zone = document.getElementById("drop");
  const input = document.getElementById("files");
  let depth = 0;
  input.addEventListener("change", () => (sendAll([...input.files]), (input.value = "")));
  document.addEventListener("dragenter", (event) => {
    event.preventDefault();
    depth += 1;
    zone.classList.add("over");
  });
  document.addEventListener("dragleave", () => (depth -= 1) || zone.classList.remove("over"));
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    zone.classList.remove("over");
    sendAll([...event.dataTransfer.files]);
  });
}

// ---- progress ----

function watchProgress() {
  const events = new EventSource("/v1/events");
  events.addEventListener("document", (event) => {
    const paper = JSON.parse(event.data);
    const line = rows.querySelector(`[data-id="${paper.id}"]`);
    const isNew = !line && !search.value && (shown === "all" || shown === "under_way");
    if (isNew || (line && line.dataset.state !== paper.state)) load();
    else line?.replaceWith(row(paper));
  });
}

let pause;
search.addEventListener("input", (event) => {
  if (event.isComposing) return;
  clearTimeout(pause);
  pause = setTimeout(load, SEARCH_PAUSE_MS);
});
search.addEventListener("compositionend", () => load());
more.addEventListener("click", () => load({ isMore: true }));
watchDrop();
watchProgress();
load();
