// The tools above the paper: pages, zoom, boxes, the text view.

/** Wire the buttons to the sheets; `text` fetches the restored text when it is asked for. */
export function wireTools(sheets, text) {
  const onClick = (selector, run) => {
    for (const button of document.querySelectorAll(selector)) button.addEventListener("click", () => run(button));
  };
  onClick("button[data-page]", (button) => sheets.turn(Number(button.dataset.page)));
  onClick("button[data-zoom]", (button) => sheets.zoomBy(button.dataset.zoom));
  onClick("button[data-toggle]", async (button) => {
    const isOn = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(isOn));
    if (button.dataset.toggle === "boxes") sheets.showBoxes(isOn);
    else sheets.showText(isOn ? await text() : null);
  });
}
