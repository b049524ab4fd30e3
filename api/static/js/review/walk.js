// Going from value to value: only those to check stop the cursor, all others are one key away.

export class Walk {
  constructor(form, focus) {
    this.form = form;
    this.focus = focus;
  }

  /** The rows that someone should look at, in the order of the paper. */
  doubts() {
    return [...this.form.querySelectorAll('.row[data-mark="doubtful"], .row[data-mark="failed"]')];
  }

  /** Go to the next (1) or the previous (-1) value to check; false when there is none to go to. */
  toDoubt(direction) {
    const left = this.doubts();
    if (!left.length) return false;
    const here = document.activeElement.closest?.(".row") ?? this.form.querySelector(".row.active");
    const stands = (line, side) => here && here.compareDocumentPosition(line) & side;
    const next =
      direction > 0
        ? (left.find((line) => stands(line, Node.DOCUMENT_POSITION_FOLLOWING)) ?? left[0])
        : (left.filter((line) => stands(line, Node.DOCUMENT_POSITION_PRECEDING)).at(-1) ?? left.at(-1));
    if (next === here && left.length === 1) return false;
    this.focus(next.dataset.pointer);
    return true;
  }

  /** Go to the next or previous field, to be checked or not. */
  toAny(direction) {
    const inputs = [...this.form.querySelectorAll("[data-value]")];
    const next = inputs[inputs.indexOf(document.activeElement) + direction] ?? inputs[0];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }
}
