// Keys of lists and the start page: search, row by row, write, the sheet that lists them. The article's form has its own.

const sheet = document.getElementById("desk-list-keys");
const opener = document.getElementById("desk-list-keys-open");
const single = document.getElementById("desk-single-keys");
const SINGLE = "desk-single-keys-off"; // shared with desk-keys.js

const typing = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
const rows = () => [...document.querySelectorAll("#result_list tbody tr, .desk-start li")]
  .map((row) => row.querySelector("th a, .remark a, a"))
  .filter(Boolean);

function step(by) {
  const links = rows();
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1)].focus();
}

const keys = {
  "?": () => sheet.showModal(),
  "/": () => document.getElementById("searchbar")?.focus(),
  n: () => { if (sheet.dataset.write) location.assign(sheet.dataset.write); },
  h: () => location.assign(sheet.dataset.home),
  j: () => step(1),
  k: () => step(-1),
};

function start() {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || sheet.open) return;
    if (!single.checked || typing(event.target) || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  opener.addEventListener("click", () => sheet.showModal());
  sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
  try {
    single.checked = localStorage.getItem(SINGLE) === null;
    single.addEventListener("change", () => {
      if (single.checked) localStorage.removeItem(SINGLE); else localStorage.setItem(SINGLE, "1");
    });
  } catch { /* no storage: the tick holds for this page */ }
  opener.classList.remove("needs-script");
}

if (sheet && opener) start();
