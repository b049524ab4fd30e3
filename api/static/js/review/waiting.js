// What the desk shows before there is a record: how far the reading is, or why there is none.
import { language, say } from "../texts.js";

/** Show how far a paper is, page by page; resolves when it has been read or has failed. */
export function waitUntilRead(paper) {
  const place = document.getElementById("waiting");
  const show = ({ pages_done: done, page_count: total }) => (place.textContent = say("reading_words", { done, total }));
  show(paper);
  const events = new EventSource(paper.links.events);
  events.addEventListener("document", (event) => show(JSON.parse(event.data)));
  return new Promise((resolve) => events.addEventListener("end", () => (events.close(), resolve())));
}

export function sayFailed(paper) {
  document.getElementById("waiting").textContent = say("failed_words", { reason: paper.failure?.[language] ?? "" });
}
