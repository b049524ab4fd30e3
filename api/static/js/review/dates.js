// Days as people here write them, "13/12/2023", and as the record keeps them, "2023-12-13"; parts may be missing.

export function shown(iso) {
  return (iso ?? "").split("-").reverse().join("/");
}

/** "13/12/2023", "13-12-2023", "12/2023", "2023" or ISO → ISO; "" → null; anything else → undefined. */
export function read(text) {
  const written = text.trim();
  if (!written) return null;
  if (/^\d{4}(-\d{2}){0,2}$/.test(written)) return isDay(written) ? written : undefined;
  const match = /^(?:(?:(\d{1,2})[/.\- ])?(\d{1,2})[/.\- ])?(\d{4})$/.exec(written);
  if (!match) return undefined;
  const [, day, month, year] = match;
  const iso = [year, month?.padStart(2, "0"), day?.padStart(2, "0")].filter(Boolean).join("-");
  return isDay(iso) ? iso : undefined;
}

function isDay(iso) {
  const [year, month = 1, day = 1] = iso.split("-").map(Number);
  const moment = new Date(Date.UTC(year, month - 1, day));
  return moment.getUTCFullYear() === year && moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day;
}
