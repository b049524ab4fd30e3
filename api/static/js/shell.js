// What every page has: signing out, menus that close.
import { request } from "./http.js";

document.querySelector('[data-action="sign-out"]')?.addEventListener("click", async () => {
  await request("/sign-out", { method: "POST" });
  location.assign("/sign-in");
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
