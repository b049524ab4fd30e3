// The two dialogs of the desk: a question before something that cannot be typed back, and the table of keys.
import { el } from "../dom.js";
import { say } from "../texts.js";
import { KEYS } from "./keys.js";

/** Ask; null when the answer is no, else the reason given. */
export function ask(what, words, { hasReason = false } = {}) {
  const dialog = document.getElementById("ask");
  const reason = document.getElementById("ask-reason");
  document.getElementById("ask-title").textContent = say(`ask.${what}`);
  document.getElementById("ask-words").textContent = words;
  document.getElementById("ask-yes").textContent = say(what).replace("…", "");
  reason.hidden = !hasReason;
  reason.querySelector("textarea").value = "";
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes" ? reason.querySelector("textarea").value : null), { once: true });
  });
}

export function showKeys() {
  const names = document.getElementById("key-list");
  names.replaceChildren(...KEYS.flatMap(({ keys, words }) => [el("dt", {}, ...keys.map((key) => el("kbd", {}, key))), el("dd", {}, say(`key.${words}`))]));
  document.getElementById("keys").showModal();
}
