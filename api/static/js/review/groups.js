// The fields as the paper has them: its head, legal bases, tasks, samples, recipients, warnings.
import { el, icon } from "../dom.js";
import { choices, language, say } from "../texts.js";
import { removal, row } from "./rows.js";

const OPERATORS = [[">=", "≥"], [">", ">"], ["=", "="], ["<=", "≤"], ["<", "<"]];
const EMPTY = {
  criterion: { code: "", title: null },
  deadline: { text: "", kind: "within", start: null, end: null, every: null, day: null },
  unit: { name: "", role: "lead", key: null },
  target: { text: "", op: ">=", value: 0, unit: "" },
  legal_basis: { kind: "quyet_dinh", ref: null, date: null, issuer: null },
  task: { path: "", title: "", criteria: [], deadlines: [], units: [], targets: [] },
  sample: { path: "", total: null, unit: null, groups: [] },
  group: { name: "", count: null, unit: null, factors: [], per: null, groups: [] },
  recipient: "",
  appendix: "",
};

const SHORT_TEXT = 24; // letters; a text so short leaves room for what goes with it on the same line

/** All groups in the order of the paper: [{name, element, count}]. */
export function groups(desk) {
  const { document: head, tasks, samples, flags } = desk.record.record;
  return [
    group("document", [...headRows(desk), ...list(desk, "/document/appendices", head.appendices, "appendix", appendix)]),
    group("legal_bases", list(desk, "/document/legal_bases", head.legal_bases, "legal_basis", legalBasis), head.legal_bases.length),
    group("tasks", list(desk, "/tasks", tasks, "task", task), tasks.length),
    group("samples", list(desk, "/samples", samples, "sample", sample), samples.length),
    group("recipients", list(desk, "/document/recipients", head.recipients, "recipient", recipient), head.recipients.length),
    group("flags", flags.map((flag) => warning(desk, flag)), flags.length),
  ];
}

function group(name, content, count = null) {
  const title = say(`group.${name}`);
  const empty = content.length ? null : el("p", { class: "muted nothing" }, say("group.none"));
  const heading = el("h2", { id: `group-${name}` }, title, count === null ? null : el("span", { class: "tab-count" }, String(count)));
  return { name, count, element: el("section", { class: "group", "data-group": name, "aria-labelledby": `group-${name}` }, heading, ...content, empty) };
}

function list(desk, pointer, items, what, draw) {
  return [...items.map((_, index) => draw(desk, `${pointer}/${index}`, index)), adder(desk, pointer, what)];
}

function adder(desk, pointer, what) {
  const words = say(`add.${what}`);
  const title = say("add.label", { what: words.toLowerCase() });
  const run = () => desk.add(pointer, structuredClone(EMPTY[what]));
  return el("button", { type: "button", class: "add", title, "aria-label": title, "data-editing": "", onclick: run }, icon("plus"), words);
}

function headRows(desk) {
  const at = "/document/";
  const plain = (key, type = "text", size = "grow") => single(desk, at + key, say(`field.${key}`), { type, size });
  return [
    row(desk, { pointer: `${at}kind`, label: say("field.kind"), inputs: [{ pointer: `${at}kind`, type: "choice", label: say("field.kind"), options: [["", "—"], ...choices("kind")], size: "medium" }] }),
    plain("number", "text", "medium"),
    plain("symbol", "text", "medium"),
    plain("issued_on", "date", "medium"),
    plain("place"),
    plain("parent"),
    plain("issuer"),
    plain("subject", "long"),
    single(desk, `${at}signer/authority`, say("field.authority"), { size: "medium" }),
    single(desk, `${at}signer/role`, say("field.signer_role")),
    single(desk, `${at}signer/name`, say("field.signer_name")),
  ];
}

function single(desk, pointer, label, { type = "text", size = "grow", onRemove = null } = {}) {
  return row(desk, { pointer, label, onRemove, inputs: [{ pointer, type, label, size }] });
}

function appendix(desk, pointer) {
  return single(desk, pointer, say("field.appendix"), { type: "long", onRemove: () => desk.remove(pointer, say("field.appendix")) });
}

function recipient(desk, pointer, index) {
  const label = say("field.recipient");
  return row(desk, { pointer, label: String(index + 1), name: label, onRemove: () => desk.remove(pointer, label), inputs: [{ pointer, type: "long", label }] });
}

function legalBasis(desk, pointer, index) {
  return row(desk, {
    pointer,
    label: String(index + 1),
    name: say("group.legal_bases"),
    onRemove: () => desk.remove(pointer, say("group.legal_bases")),
    inputs: [
      { pointer: `${pointer}/kind`, type: "choice", label: say("field.basis_kind"), options: choices("kind"), size: "medium" },
      { pointer: `${pointer}/ref`, label: say("field.basis_ref"), size: "grow" },
      { pointer: `${pointer}/date`, type: "date", label: say("field.basis_date"), size: "short" },
      { pointer: `${pointer}/issuer`, type: "long", label: say("field.basis_issuer"), size: "whole" },
    ],
  });
}

function task(desk, pointer) {
  const { criteria, deadlines, units, targets } = desk.record.value(pointer);
  const items = (key, values, draw) => values.map((_, index) => draw(desk, `${pointer}/${key}/${index}`));
  const head = row(desk, {
    pointer: `${pointer}/title`,
    label: say("field.path"),
    name: say("field.title"),
    onRemove: () => desk.remove(pointer, say("add.task")),
    inputs: [
      { pointer: `${pointer}/path`, label: say("field.path"), size: "path" },
      { pointer: `${pointer}/title`, type: "long", label: say("field.title") },
    ],
  });
  head.classList.add("head");
  return el(
    "article",
    { class: "item", "data-item": pointer },
    head,
    ...items("criteria", criteria, criterion),
    ...items("deadlines", deadlines, deadline),
    ...items("units", units, unit),
    ...items("targets", targets, target),
    el("div", { class: "adders" }, ...[["criteria", "criterion"], ["deadlines", "deadline"], ["units", "unit"], ["targets", "target"]].map(([key, what]) => adder(desk, `${pointer}/${key}`, what))),
  );
}

function criterion(desk, pointer) {
  return part(desk, pointer, "criterion", [
    { pointer: `${pointer}/code`, label: say("field.criterion_code"), size: "short" },
    { pointer: `${pointer}/title`, type: "long", label: say("field.criterion_title") },
  ]);
}

function deadline(desk, pointer) {
  const { kind, text } = desk.record.value(pointer);
  const repeats = kind === "recurring" ? [{ pointer: `${pointer}/every`, type: "choice", label: say("field.every"), options: [["", "—"], ...choices("every")], size: "short" }, { pointer: `${pointer}/day`, type: "number", label: say("field.day"), size: "tiny" }] : [];
  return part(desk, pointer, "deadline", [
    { pointer: `${pointer}/text`, type: "long", label: say("field.deadline_text"), size: roomFor(text) },
    { pointer: `${pointer}/kind`, type: "choice", label: say("field.deadline_kind"), options: choices("deadline_kind"), size: "kind" },
    { pointer: `${pointer}/start`, type: "date", label: say("field.start"), size: "short" },
    { pointer: `${pointer}/end`, type: "date", label: say("field.end"), size: "short" },
    ...repeats,
  ]);
}

function unit(desk, pointer) {
  return part(desk, pointer, "unit", [
    { pointer: `${pointer}/name`, type: "long", label: say("field.unit_name") },
    { pointer: `${pointer}/role`, type: "choice", label: say("field.role"), options: choices("role"), size: "role" },
  ]);
}

function target(desk, pointer) {
  const { text } = desk.record.value(pointer);
  return part(desk, pointer, "target", [
    { pointer: `${pointer}/text`, type: "long", label: say("field.target_text"), size: roomFor(text) },
    { pointer: `${pointer}/op`, type: "choice", label: say("field.op"), options: OPERATORS, size: "tiny" },
    { pointer: `${pointer}/value`, type: "number", label: say("field.value"), size: "tiny" },
    { pointer: `${pointer}/unit`, label: say("field.measure"), size: "short" },
  ]);
}

function roomFor(text) {
  return text.length <= SHORT_TEXT ? "grow" : "whole";
}

function part(desk, pointer, what, inputs) {
  const label = say(`field.${what}`);
  return row(desk, { pointer, label, inputs, onRemove: () => desk.remove(pointer, label) });
}

function sample(desk, pointer) {
  const { groups: parts } = desk.record.value(pointer);
  const head = row(desk, {
    pointer: `${pointer}/total`,
    label: say("field.total"),
    onRemove: () => desk.remove(pointer, say("add.sample")),
    inputs: [
      { pointer: `${pointer}/path`, label: say("field.path"), size: "path" },
      { pointer: `${pointer}/total`, type: "number", label: say("field.total"), size: "short" },
      { pointer: `${pointer}/unit`, label: say("field.measure"), size: "medium" },
    ],
  });
  head.classList.add("head");
  return el("article", { class: "item", "data-item": pointer }, head, sum(desk, pointer), ...parts.map((_, index) => sampleGroup(desk, `${pointer}/groups/${index}`)), el("div", { class: "adders" }, adder(desk, `${pointer}/groups`, "group")));
}

function sampleGroup(desk, pointer) {
  const { groups: parts, factors, per } = desk.record.value(pointer);
  const count = { pointer: `${pointer}/count`, type: "number", label: say("field.count"), size: "tiny" };
  const each = per ? [{ pointer: `${pointer}/per/value`, type: "number", label: say("field.value"), size: "tiny" }, { pointer: `${pointer}/per/each`, label: say("field.each"), size: "medium" }] : [];
  const line = part(desk, pointer, "group", [{ pointer: `${pointer}/name`, type: "long", label: say("field.group_name") }, count, { pointer: `${pointer}/unit`, label: say("field.measure"), size: "short" }, ...each]);
  if (factors.length) {
    const product = factors.map((factor) => `${factor.value} ${factor.unit ?? ""}`.trim()).join(" × ");
    line.querySelector(".inputs").append(el("span", { class: "factors muted small", title: say("field.factors") }, product));
  }
  const below = parts.length ? el("div", { class: "below" }, sum(desk, pointer), ...parts.map((_, index) => sampleGroup(desk, `${pointer}/groups/${index}`))) : null;
  return el("div", { class: "tree" }, line, below);
}

/** The sum of the parts, said beside the total they should make. */
function sum(desk, pointer) {
  const { groups: parts, total, count } = desk.record.value(pointer);
  const whole = total ?? count ?? null;
  if (!parts.length || parts.some((one) => one.count === null)) return null;
  const added = parts.reduce((result, one) => result + one.count, 0);
  const differs = whole !== null && added !== whole;
  return el("p", { class: differs ? "sum differs" : "sum muted" }, say(differs ? "sum_differs" : "sum", { sum: added, total: whole }));
}

function warning(desk, flag) {
  const message = language === "en" ? flag.message_en : flag.message;
  const show = el("button", { type: "button", class: "warning", "data-severity": flag.severity, onclick: () => desk.focus(flag.pointer) }, icon("failed"), el("span", {}, message));
  return show;
}
