// The keyboard. No bare letter is ever a shortcut, and nothing happens while an input method is composing.

export const KEYS = [
  { keys: ["Tab", "Shift+Tab"], words: "next" },
  { keys: ["Enter"], words: "confirm" },
  { keys: ["Alt+↓", "Alt+↑"], words: "any" },
  { keys: ["Esc"], words: "cancel" },
  { keys: ["Ctrl+S"], words: "save" },
  { keys: ["Alt+Enter"], words: "approve" },
  { keys: ["Alt+PgUp", "Alt+PgDn"], words: "page" },
  { keys: ["Alt+=", "Alt+−", "Alt+0"], words: "zoom" },
  { keys: ["F6"], words: "region" },
  { keys: ["F1", "?"], words: "help" },
];

/** The name of a key event as the table above writes it: "Shift+Tab", "Alt+PgDn", "Enter". */
function named(event) {
  const key = { ArrowDown: "↓", ArrowUp: "↑", PageDown: "PgDn", PageUp: "PgUp", Escape: "Esc", "-": "−", "+": "=" }[event.key] ?? event.key;
  const letter = key.length === 1 ? key.toUpperCase() : key;
  const withShift = event.shiftKey && key.length > 1;
  return [(event.ctrlKey || event.metaKey) && "Ctrl", event.altKey && "Alt", withShift && "Shift", letter].filter(Boolean).join("+");
}

/** Whether an event is part of composing a letter: Telex and VNI through an input method, dead keys. */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

function isTyping(target) {
  return target.matches?.("input, textarea, select, [contenteditable]");
}

/** listen({Enter: run, "Alt+Enter": run}): a handler that returns false leaves the key to the browser. */
export function listen(handlers) {
  document.addEventListener("keydown", (event) => {
    if (isComposing(event) || document.querySelector("dialog[open]")) return;
    const name = named(event);
    if (name === "?" && isTyping(event.target)) return;
    const handler = handlers[name];
    if (handler && handler(event) !== false) event.preventDefault();
  });
}
