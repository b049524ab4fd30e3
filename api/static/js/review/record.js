// The record under review: what it says, what proves it, what people changed; saves edits one after the other.
import { request } from "../http.js";
import { at, escaped, isUnder, parent, shifted } from "./pointers.js";

export class RecordUnderReview extends EventTarget {
  constructor(documentId, below) {
    super();
    this.path = `/v1/documents/${documentId}`;
    this.below = below;
    this.waiting = 0;
    this.queue = Promise.resolve();
  }

  async load() {
    const [record, corrections] = await Promise.all([request(`${this.path}/record`), request(`${this.path}/corrections`)]);
    this.take(record.body);
    this.originals = originals(corrections.body);
  }

  take(record) {
    this.record = record;
    this.version = record.review.version;
  }

  get isOpen() {
    return this.record.review.state === "needs_review";
  }

  value(pointer) {
    return at(this.record, pointer);
  }

  /** The proof nearest to a value: its own, else that of the value it is part of; none for what is not there. */
  proof(pointer) {
    if (isNothing(this.value(pointer)) && !this.record.evidence[pointer]) return null;
    for (let here = pointer; here.split("/").length > 2; here = parent(here)) {
      const proof = this.record.evidence[here];
      if (proof) return { pointer: here, ...proof };
    }
    return null;
  }

  /** Where on paper a value stands: the places of the nearest proof that has some. */
  places(pointer) {
    if (isNothing(this.value(pointer)) && !this.record.evidence[pointer]) return [];
    for (let here = pointer; here.split("/").length > 2; here = parent(here)) {
      const places = this.record.evidence[here]?.places ?? [];
      if (places.length) return places;
    }
    return [];
  }

  flags(pointer) {
    return this.record.flags.filter((flag) => isUnder(flag.pointer, pointer));
  }

  /** "corrected", "confirmed", "failed" (a rule), "doubtful", "auto" or "absent". */
  mark(pointer) {
    const proofs = Object.entries(this.record.evidence).filter(([key]) => isUnder(key, pointer));
    if (proofs.some(([, proof]) => proof.status === "corrected")) return "corrected";
    if (this.record.evidence[pointer]?.status === "confirmed") return "confirmed";
    if (this.flags(pointer).length) return "failed";
    const own = this.record.evidence[pointer];
    if (own && own.confidence < this.below) return "doubtful";
    return isNothing(this.value(pointer)) ? "absent" : "auto";
  }

  /** The value the machine gave before people changed it; undefined when it still stands. */
  original(pointer) {
    return this.originals.get(pointer);
  }

  /** Change a value; the value it is part of is thereby confirmed. */
  replace(pointer, value, unit = pointer) {
    const operations = [{ op: "replace", path: pointer, value }];
    if (unit !== pointer && this.record.evidence[unit]) operations.push(confirming(unit));
    return this.save(operations);
  }

  confirm(pointer) {
    return this.save([confirming(pointer)]);
  }

  add(list, value, index = "-") {
    return this.save([{ op: "add", path: `${list}/${index}`, value }]);
  }

  remove(pointer) {
    return this.save([{ op: "remove", path: pointer }]);
  }

  save(operations) {
    this.waiting += 1;
    this.tell("saving");
    const done = this.queue.then(async () => {
      const { body } = await request(`${this.path}/record`, { method: "PATCH", json: operations, version: this.version });
      for (const operation of operations) remember(this.originals, operation, this.record);
      this.take(body);
    });
    this.queue = done.catch(() => {}).finally(() => (this.waiting -= 1));
    return done.then(
      () => this.tell("saved"),
      (problem) => {
        this.tell("refused", problem);
        throw problem;
      },
    );
  }

  async decide(decision, reason = "") {
    await this.queue;
    const { body } = await request(`${this.path}/${decision}`, { method: "POST", json: { reason }, version: this.version });
    this.take(body);
    this.tell("decided");
  }

  tell(type, problem = null) {
    this.dispatchEvent(Object.assign(new Event(type), { problem }));
  }
}

function isNothing(value) {
  return value === null || value === undefined || value === "";
}

function confirming(pointer) {
  return { op: "replace", path: `/evidence/${escaped(pointer)}/status`, value: "confirmed" };
}

/** The machine's values by where they are now, found by going through all corrections in order. */
function originals(corrections) {
  const values = new Map();
  for (const { action, pointer, machine_value: before } of corrections) keep(values, action, pointer, before);
  return values;
}

function remember(values, operation, record) {
  if (operation.path.startsWith("/evidence/")) return;
  const list = parent(operation.path);
  const pointer = operation.path.endsWith("/-") ? `${list}/${at(record, list).length}` : operation.path;
  keep(values, operation.op, pointer, operation.op === "add" ? null : at(record, operation.path));
}

function keep(values, action, pointer, before) {
  const list = parent(pointer);
  const index = Number(pointer.slice(list.length + 1));
  if (action === "replace" && !values.has(pointer)) values.set(pointer, before);
  if (Number.isNaN(index)) return;
  if (action === "add") move(values, list, index, 1);
  if (action === "remove") {
    for (const key of [...values.keys()]) if (isUnder(key, pointer)) values.delete(key);
    move(values, list, index + 1, -1);
  }
}

function move(values, list, first, by) {
  const moved = [...values].map(([key, value]) => [shifted(key, list, first, by), value]);
  values.clear();
  for (const [key, value] of moved) values.set(key, value);
}
