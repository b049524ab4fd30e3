// JSON Pointers into the record: "/tasks/0/deadlines/1/end".

export function at(record, pointer) {
  let held = record;
  for (const step of pointer.split("/").slice(1)) {
    if (held === null || held === undefined) return undefined;
    held = held[step.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return held;
}

export function parent(pointer) {
  return pointer.slice(0, pointer.lastIndexOf("/"));
}

/** Whether `pointer` is `above` or lies below it. */
export function isUnder(pointer, above) {
  return pointer === above || pointer.startsWith(above + "/");
}

/** The pointer as one step of another pointer. */
export function escaped(pointer) {
  return pointer.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Where `pointer` leads after items of `list` from `first` on moved by `by`: /tasks/3/title → /tasks/2/title. */
export function shifted(pointer, list, first, by) {
  if (!pointer.startsWith(list + "/")) return pointer;
  const [index, ...rest] = pointer.slice(list.length + 1).split("/");
  if (!/^\d+$/.test(index) || Number(index) < first) return pointer;
  return [list, Number(index) + by, ...rest].join("/");
}
