// Requests to our own server: the proof of the session with every change, errors as problem documents.
import { language, say } from "./texts.js";

const csrf = document.querySelector('meta[name="csrf"]').content;

/** A refused request; `code` is stable, the message is for people. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.messages?.[language] ?? body.detail ?? say("error.network"));
    this.status = status;
    this.code = body.code ?? "network";
    this.body = body;
  }
}

/** request("/v1/documents/…", {method: "PATCH", json: […], version: 3}) → {status, body, etag} */
export async function request(path, { method = "GET", json, version } = {}) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-Boctach-CSRF"] = csrf;
  if (json !== undefined) headers["Content-Type"] = "application/json";
  if (version !== undefined) headers["If-Match"] = `"${version}"`;
  let response;
  try {
    response = await fetch(path, { method, headers, body: json === undefined ? undefined : JSON.stringify(json) });
  } catch {
    throw new Problem(0, {});
  }
  if (response.status === 401) {
    location.assign("/sign-in");
    throw new Problem(401, { detail: say("error.signed_out"), code: "not_signed_in" });
  }
  const isText = !(response.headers.get("Content-Type") ?? "").includes("json");
  const body = response.status === 204 ? null : isText ? await response.text() : await response.json();
  if (!response.ok) throw new Problem(response.status, body ?? {});
  return { status: response.status, body, etag: response.headers.get("ETag") };
}

/** Send one file with progress in per cent; resolves to {status, body} whatever the server says. */
export function upload(file, onProgress) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append("files", file, file.name);
    const sending = new XMLHttpRequest();
    sending.open("POST", "/v1/documents");
    sending.setRequestHeader("X-Boctach-CSRF", csrf);
    sending.setRequestHeader("Accept", "application/json");
    sending.responseType = "json";
    sending.upload.onprogress = (event) => event.lengthComputable && onProgress(Math.floor((100 * event.loaded) / event.total));
    sending.onload = () => resolve({ status: sending.status, body: sending.response ?? {} });
    sending.onerror = () => reject(new Problem(0, {}));
    sending.send(form);
  });
}
