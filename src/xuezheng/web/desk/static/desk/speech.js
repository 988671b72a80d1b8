// The speech by keyboard, and the side as a sheet on a phone. Everything works by links and forms without this.
"use strict";
document.documentElement.dataset.script = "";

const side = () => document.getElementById("side");

// The text shows which place, or which claim's paragraph, the side speaks of.
function point(scroll) {
  document.querySelectorAll("[data-place][aria-current]").forEach((one) => one.removeAttribute("aria-current"));
  document.querySelectorAll("[data-here]").forEach((one) => one.removeAttribute("data-here"));
  const place = side().querySelector("[data-slot]");
  const claim = side().querySelector("[data-claim]");
  const at = place ? document.getElementById("at-" + place.dataset.slot) : claim && document.getElementById("line-" + claim.dataset.line);
  if (!at) return;
  if (place) at.setAttribute("aria-current", "true"); else at.setAttribute("data-here", "");
  if (scroll) at.scrollIntoView({ block: matchMedia("(max-width: 800px)").matches ? "start" : "center" });
}

// While the side is being fetched its buttons belong to the place before: keys wait, and act in their order.
const waiting = [];
let underWay = 0;
const isBusy = () => side().hasAttribute("aria-busy");
function ready() {
  if (underWay > 0) return;
  side().removeAttribute("aria-busy");
  while (waiting.length && !isBusy()) press(waiting.shift());
}
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target !== side()) return;
  underWay += 1;
  side().setAttribute("aria-busy", "true");
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.target !== side()) return;
  underWay -= 1;
  if (!event.detail.successful) ready(); // one that succeeded is ready when it has settled
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target !== side()) return;
  side().toggleAttribute("data-open", true);
  side().scrollTop = 0;
  point(true);
  ready();
});
if (side()) point(location.search.includes("slot="));

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-shuts]")) side().removeAttribute("data-open");
});

function press(key) {
  if (isBusy()) { waiting.push(key); return true; }
  const found = side().querySelector(`[data-key="${key}"]`);
  if (!found) return false;
  if (found.matches("input")) { found.closest("details").open = true; found.focus(); found.select(); } else { found.click(); }
  return true;
}
document.addEventListener("keydown", (event) => {
  if (!document.querySelector("[data-speech]") || event.ctrlKey || event.metaKey || event.altKey) return;
  const inside = event.target;
  if (event.key === "Escape") {
    if (inside.matches("input, select")) inside.blur(); else side().removeAttribute("data-open");
    return;
  }
  if (inside.matches("input, select, textarea") || inside.closest("dialog")) return;
  if (event.key === "?") { document.getElementById("keys").showModal(); event.preventDefault(); return; }
  if (event.key === "Enter" && inside.matches("a, button, summary") && !inside.matches("[data-place][aria-current]")) return; // Enter opens another place
  if (["n", "p", "c", "h", "x", "u", "Enter"].includes(event.key) && press(event.key)) event.preventDefault();
});
