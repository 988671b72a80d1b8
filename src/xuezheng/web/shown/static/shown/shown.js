// What the pages do beyond links and forms: nothing that is needed to read them.
"use strict";

// A form is sent once: a second click on its button does nothing until the page answers.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "get" || form.dataset.again !== undefined) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  const button = event.submitter;
  if (button) setTimeout(() => { button.disabled = true; }, 0);
});
// The back button shows the page as it is now; after the database was away, the form as it was filled in.
if (document.body.hasAttribute("data-away")) sessionStorage.setItem("away", "1");
window.addEventListener("pageshow", (event) => {
  if (document.body.hasAttribute("data-away")) return;
  const away = sessionStorage.getItem("away");
  sessionStorage.removeItem("away");
  if (event.persisted && !away) { location.reload(); return; }
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("button").forEach((button) => { button.disabled = false; });
  });
});

// Choices above a table act at once.
document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches(".table-tools select")) box.form.requestSubmit();
  if (box.matches("[data-pick-all]")) {
    box.closest("table").querySelectorAll("td.pick input").forEach((one) => { one.checked = box.checked; });
  }
});

// Tables by keyboard: j and k or the arrows walk, Enter opens, / searches.
function rowsOf(table) { return [...table.querySelectorAll("tbody tr")]; }
function walk(table, step) {
  const rows = rowsOf(table);
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  rows.forEach((row) => row.removeAttribute("aria-selected"));
  next.setAttribute("aria-selected", "true");
  next.scrollIntoView({ block: "nearest" });
}
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  const region = event.target.closest("[data-table]") || document.querySelector("[data-table]");
  if (!region) return;
  const table = region.querySelector("table");
  if (event.key === "/") {
    const find = region.querySelector("input[type=search]");
    if (find) { event.preventDefault(); find.focus(); }
  } else if (table && (event.key === "j" || event.key === "k")) {
    walk(table, event.key === "j" ? 1 : -1);
  } else if (table && event.target.closest(".scroll") && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    walk(table, event.key === "ArrowDown" ? 1 : -1);
  } else if (table && event.key === "Enter" && !event.target.matches("a, button, summary")) {
    const link = table.querySelector("tr[aria-selected=true] a");
    if (link) link.click();
  }
});

// Dialogs: <button data-opens="id">, <button data-closes>.
document.addEventListener("click", (event) => {
  const opens = event.target.closest("[data-opens]");
  if (opens) document.getElementById(opens.dataset.opens).showModal();
  const closes = event.target.closest("[data-closes]");
  if (closes) closes.closest("dialog").close();
  const places = event.target.closest(".places-open");
  if (places) {
    const open = places.parentElement.toggleAttribute("data-open");
    places.setAttribute("aria-expanded", String(open));
  }
  const prints = event.target.closest("[data-prints]");
  if (prints) window.print();
});
