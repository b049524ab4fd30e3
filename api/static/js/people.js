// One's own password; for the administrator accounts and their one-time links.
import { toast } from "./dom.js";
import { request } from "./http.js";
import { say } from "./texts.js";

const invitation = document.getElementById("invitation");

function show({ name, url }) {
  invitation.hidden = false;
  invitation.textContent = say("people.invitation", { name, url });
}

async function attempt(work) {
  try {
    await work();
  } catch (problem) {
    toast(problem.message, { isError: true });
  }
}

document.getElementById("password").addEventListener("submit", (event) => {
  event.preventDefault();
  const password = new FormData(event.target).get("password");
  attempt(async () => {
    await request("/v1/people/me/password", { method: "PUT", json: { password } });
    location.assign("/sign-in");
  });
});

document.getElementById("person")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const person = Object.fromEntries(new FormData(event.target));
  attempt(async () => {
    show((await request("/v1/people", { method: "POST", json: person })).body);
    event.target.reset();
  });
});

for (const button of document.querySelectorAll("[data-invite]")) {
  button.addEventListener("click", () =>
    attempt(async () => show((await request(`/v1/people/${button.dataset.invite}/link`, { method: "POST" })).body)),
  );
}
