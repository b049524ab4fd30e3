// One value, one row: its mark, its label, its inputs. A row knows its pointer and saves what is typed.
import { el, icon, toast } from "../dom.js";
import { say } from "../texts.js";
import * as dates from "./dates.js";

/** A value under review. `inputs`: [{pointer, type, label, options, size}] with types text, long, choice, date, number, code. */
export function row(desk, { pointer, label, name = label, inputs, onRemove = null }) {
  const line = el("div", { class: "row", "data-pointer": pointer, "data-name": name });
  const badge = el("button", { type: "button", class: "badge", tabindex: "-1" });
  badge.addEventListener("click", () => desk.focus(pointer));
  const fields = inputs.map((input) => field(desk, pointer, { ...input, isOnly: inputs.length === 1 }));
  const remove = onRemove && removal(desk, label, onRemove);
  line.append(badge, el("span", { class: "label", "aria-hidden": "true" }, label), el("div", { class: "inputs" }, ...fields), remove || el("span"));
  refresh(desk, line);
  return line;
}

/** Show the mark of a row as it is now. */
export function refresh(desk, line) {
  const state = desk.record.mark(line.dataset.pointer);
  if (line.dataset.mark !== state) {
    line.dataset.mark = state;
    const badge = line.querySelector(".badge");
    badge.replaceChildren(icon(state));
    badge.title = say(`mark.${state}`);
    badge.setAttribute("aria-label", `${line.dataset.name}: ${say(`mark.${state}`)}`);
  }
  for (const input of line.querySelectorAll("[data-value]")) {
    if (input !== document.activeElement) fill(desk, input);
    input.disabled = !desk.record.isOpen;
    describe(input, line.dataset.mark);
  }
}

export function removal(desk, what, run) {
  const words = say("remove", { what: what.toLowerCase() });
  return el("button", { type: "button", class: "remove", title: words, "aria-label": words, onclick: run, "data-editing": "" }, icon("remove"));
}

function field(desk, unit, { pointer, type = "text", label, options = [], size = "grow", isOnly }) {
  const common = { "data-value": pointer, "data-unit": unit, "data-type": type, class: size, "aria-label": label, title: type === "long" ? null : label };
  const input =
    type === "choice"
      ? el("select", common, ...options.map(([value, words]) => el("option", { value }, words)))
      : type === "long"
        ? el("textarea", { ...common, rows: 1, spellcheck: "false" })
        : el("input", { ...common, type: "text", inputmode: type === "number" ? "decimal" : null, autocomplete: "off", spellcheck: "false", placeholder: isOnly ? null : label });
  fill(desk, input);
  input.addEventListener("change", () => commit(desk, input));
  return input;
}

function fill(desk, input) {
  const value = desk.record.value(input.dataset.value);
  const text = input.dataset.type === "date" ? dates.shown(value) : value === null || value === undefined ? "" : String(value);
  if (input.tagName === "SELECT" && text && ![...input.options].some((option) => option.value === text)) {
    input.append(el("option", { value: text }, text));
  }
  if (input.value !== text) input.value = text;
  input.dataset.saved = text;
  input.removeAttribute("aria-invalid");
}

function describe(input, state) {
  const needsCare = state === "doubtful" || state === "failed";
  const label = input.getAttribute("aria-label").split(" — ")[0];
  input.setAttribute("aria-label", needsCare ? `${label} — ${say(`mark.${state}`)}` : label);
}

/** Save what stands in an input when it differs from what is saved; true when there is nothing wrong with it. */
export async function commit(desk, input) {
  if (input.value === input.dataset.saved) return true;
  const value = read(input);
  if (value === undefined) {
    input.setAttribute("aria-invalid", "true");
    return false;
  }
  const typed = input.value;
  input.dataset.saved = typed;
  try {
    await desk.record.replace(input.dataset.value, value, input.dataset.unit);
    if (input.value === typed) fill(desk, input); // as the record writes it: "8/12/2024" becomes "08/12/2024"
    return true;
  } catch (problem) {
    input.setAttribute("aria-invalid", "true");
    input.dataset.saved = "\u0000"; // so that the next try is made
    if (problem.code !== "version_conflict") toast(problem.message, { isError: true });
    return false;
  }
}

/** Put back what is saved. */
export function drop(desk, input) {
  fill(desk, input);
}

function read(input) {
  const text = input.value.normalize("NFC").replace(/\s+/g, " ").trim();
  if (input.dataset.type === "date") return dates.read(text);
  if (input.dataset.type === "number") {
    if (!text) return null;
    const number = Number(text.replace(/\.(?=\d{3}\b)/g, "").replace(",", "."));
    return Number.isFinite(number) ? number : undefined;
  }
  return text || (input.hasAttribute("data-needed") ? undefined : null);
}
