// The sweep by keyboard: a drawer beside the article's form, or the page of its own. Each decision is sent without leaving
// the page; the panel comes back whole. Without this script every form here posts by itself.

const articleForm = document.getElementById("article_form");
const area = () => document.querySelector(".prose-editor .ProseMirror[contenteditable]");
const typing = (target) => target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName)
  || (target.tagName === "INPUT" && target.type !== "radio");

let panel = document.getElementById("sweep");
let opener = null;
let current = null; // the id of the row at hand: rows are replaced with the panel
let busy = false;

const rows = () => [...panel.querySelectorAll("[data-row]")];
const open = () => rows().filter((row) => "open" in row.dataset);
const rowAt = (id) => rows().find((row) => row.id === id);
const say = (words) => {
  const status = panel.querySelector("[data-sweep-status]");
  status.textContent = "";
  setTimeout(() => { status.textContent = words; }, 50); // a status region must be there before its words are
};

// --- the passage in the text ----------------------------------------------------------------------------------------

// The text of the editor, white space folded, with the text node and offset behind each character.
function textOf(root) {
  const places = [];
  let text = "";
  const space = () => { if (text && !text.endsWith(" ")) { text += " "; places.push(null); } };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      [...node.data].reduce((offset, letter) => {
        if (/\s/.test(letter)) space();
        else for (let unit = 0; unit < letter.length; unit += 1) { text += letter[unit]; places.push([node, offset + unit]); }
        return offset + letter.length;
      }, 0);
      return;
    }
    const block = node.nodeType === Node.ELEMENT_NODE && getComputedStyle(node).display !== "inline";
    if (block) space();
    node.childNodes.forEach(walk);
    if (block) space();
  };
  walk(root);
  return { text, places };
}

const folded = (text) => text.replace(/\s+/g, " ").trim();

function show(row) {
  const root = area();
  const words = folded(row.querySelector("[data-words]")?.textContent ?? "");
  if (!root || !words || !globalThis.Highlight) return;
  const { text, places } = textOf(root);
  const quote = row.querySelector(".sweep-words");
  const before = folded(quote.firstElementChild.textContent).replace(/^…\s*/, "");
  const together = before ? text.indexOf(`${before} ${words}`) : -1;
  const start = together >= 0 ? together + before.length + 1 : text.indexOf(words);
  const [first, last] = start < 0 ? [] : [places[start], places[start + words.length - 1]];
  CSS.highlights.delete("desk-sweep");
  if (!first || !last) return;
  const range = document.createRange();
  range.setStart(...first);
  range.setEnd(last[0], last[1] + 1);
  CSS.highlights.set("desk-sweep", new Highlight(range));
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
}

// --- moving and deciding --------------------------------------------------------------------------------------------

function goTo(row) {
  if (!row) return;
  for (const other of rows()) other.classList.toggle("current", other === row);
  current = row.id;
  row.focus({ preventScroll: true });
  panel.style.setProperty("--sweep-top", `${panel.querySelector(".sweep-top").offsetHeight}px`);
  row.scrollIntoView({ block: "nearest" });
  show(row);
}

function step(by) {
  const list = rows();
  const at = list.findIndex((row) => row.id === current);
  const rest = by > 0 ? list.slice(at + 1) : list.slice(0, Math.max(at, 0)).reverse();
  goTo(rest.find((row) => "open" in row.dataset) ?? rest[0] ?? list[at]);
}

function renewed(markup, wasOpen) {
  const next = new DOMParser().parseFromString(markup, "text/html").getElementById("sweep");
  if (!next) throw new Error("no panel");
  const status = next.querySelector("[data-sweep-status]").textContent.trim();
  const scrolled = panel.scrollTop;
  panel.replaceWith(next);
  panel = next;
  enhance();
  if (articleForm) setDrawer(wasOpen);
  panel.scrollTop = scrolled;
  const refusal = panel.querySelector("[data-sweep-refusal]");
  if (status) say(status);
  return refusal;
}

// The form that is open holds the version it began with; it moves along only if nobody else saved in between.
function moveVersion() {
  const field = articleForm?.elements.version;
  const { before, version } = panel.dataset;
  if (!field || before === undefined || field.value !== before) return;
  field.value = version;
  const writing = document.getElementById("desk-writing");
  if (!writing) return;
  writing.dataset.version = version;
  if (writing.dataset.stored === before) writing.dataset.stored = version;
}

// A refusal stands in the row it is about, and the next key goes to what it asks for.
function answer(refusal, row) {
  refusal.tabIndex = -1;
  if (!row) { refusal.focus(); return; }
  row.querySelector(".sweep-words").after(refusal);
  for (const other of rows()) other.classList.toggle("current", other === row);
  current = row.id;
  const asked = ["[data-asked]", "form details[open] input[type=text]", "input[name=source]"].map((each) => row.querySelector(each));
  (asked.find(Boolean) ?? refusal).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

// The candidate of that number, chosen and accepted.
function choose(row, number) {
  const candidate = row.querySelectorAll("input[name=source]")[number - 1];
  if (!candidate) return;
  candidate.checked = true;
  press(row, "A");
}

async function send(form, button) {
  if (busy) return;
  busy = true;
  const row = form.closest("[data-row]");
  const list = rows();
  const after = row && list.slice(list.indexOf(row) + 1).find((other) => "open" in other.dataset)?.id;
  const body = new FormData(form, button);
  if (button.value === "accept" && !button.closest("details") && !form.querySelector("[data-asked]")) body.delete("source_name");
  panel.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "desk-sweep" } });
    if (response.redirected || ![200, 422].includes(response.status)) throw new Error(String(response.status));
    const refusal = renewed(await response.text(), true);
    moveVersion();
    if (refusal) answer(refusal, rowAt(row?.id));
    else if (button.value === "undo" || button.value === "accept_all_high") goTo(open()[0] ?? rows()[0]);
    else goTo(rowAt(after) ?? open()[0] ?? rowAt(row?.id) ?? rows()[0]);
  } catch {
    panel.removeAttribute("aria-busy");
    say("Not sent. Nothing is lost; try again, or sign in again in another tab.");
  } finally { busy = false; }
}

const unfold = (row, key) => {
  const folded = row.querySelector(`details[data-key="${key}"]`);
  if (!folded) return;
  row.querySelector("details.sweep-decided")?.setAttribute("open", "");
  folded.open = true;
  folded.querySelector("input[type=text], textarea, select")?.focus();
};

const press = (place, key) => place.querySelector(`button[data-key="${key}"]`)?.click();

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && !panel.hidden) {
    if (typing(event.target) && panel.contains(event.target)) { goTo(event.target.closest("[data-row]") ?? rowAt(current)); event.stopPropagation(); }
    else if (articleForm && panel.contains(event.target)) { setDrawer(false); opener.focus(); }
    return;
  }
  if (typing(event.target) || panel.hidden) return;
  if (articleForm && !panel.contains(event.target)) return;
  const row = rowAt(current);
  const acts = {
    j: () => step(1), k: () => step(-1),
    a: () => row && press(row, "A"), q: () => row && press(row, "Q"), u: () => row && press(row, "U"),
    o: () => row && unfold(row, "O"), n: () => row && unfold(row, "N"), w: () => row && unfold(row, "W"), r: () => row && unfold(row, "R"),
    z: () => press(panel, "Z"), A: () => press(panel, "Shift+A"),
  };
  const number = /^[1-9]$/.test(event.key) ? Number(event.key) : 0;
  const act = number ? () => row && choose(row, number) : acts[event.shiftKey ? event.key : event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
}

// --- names of sources as they are typed ------------------------------------------------------------------------------

let asked = 0;
async function offer(input) {
  const term = input.value.trim();
  const turn = (asked += 1);
  if (term.length < 2) return;
  const query = new URLSearchParams({ term, app_label: "articles", model_name: "statement", field_name: "source" });
  try {
    const response = await fetch(`${panel.dataset.names}?${query}`, { headers: { Accept: "application/json" } });
    if (!response.ok || turn !== asked) return;
    const { results } = await response.json();
    let list = document.getElementById("sweep-names");
    if (!list) { list = document.createElement("datalist"); list.id = "sweep-names"; document.body.append(list); }
    list.replaceChildren(...[...new Set(results.map((result) => result.text))].map((text) => Object.assign(document.createElement("option"), { value: text })));
    input.setAttribute("list", "sweep-names");
  } catch { /* the line is down: a name typed in full does as well */ }
}

// --- marking what is selected in the text ----------------------------------------------------------------------------

let chosen = null; // the last words selected in the text: a click on our button would lose them
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const root = area();
  if (selection.isCollapsed || !root?.contains(selection.anchorNode) || !root.contains(selection.focusNode)) return;
  chosen = selection.getRangeAt(0).cloneRange();
});

function takeSelection(form) {
  if (!chosen) { say("Select words in the body first."); return; }
  const { text, places } = textOf(area());
  const inside = places.flatMap((place, index) =>
    (place && chosen.isPointInRange(place[0], place[1]) && chosen.comparePoint(place[0], place[1] + 1) <= 0 ? [index] : []));
  if (!inside.length) return;
  const [start, end] = [inside[0], inside.at(-1) + 1];
  form.elements.words.value = text.slice(start, end);
  form.elements.before.value = text.slice(Math.max(0, start - 60), start);
  form.elements.after.value = text.slice(end, end + 60);
  form.elements.source_name.focus();
}

// --- the drawer ------------------------------------------------------------------------------------------------------

function setDrawer(wide) {
  panel.classList.add("drawer");
  panel.hidden = !wide;
  opener.hidden = wide;
  opener.firstChild.textContent = `Who said what: ${open().length}`;
  if (!wide && globalThis.Highlight) CSS.highlights.delete("desk-sweep");
}

function makeDrawer() {
  opener = Object.assign(document.createElement("button"), { type: "button", className: "sweep-open" });
  opener.append(document.createElement("span"));
  opener.setAttribute("aria-controls", "sweep");
  opener.addEventListener("click", () => { setDrawer(true); goTo(rowAt(current) ?? open()[0] ?? rows()[0]); if (!rows().length) panel.querySelector("h2").focus(); });
  document.body.append(opener);
}

function enhance() {
  panel.querySelectorAll(".needs-script").forEach((each) => each.classList.remove("needs-script"));
  const heading = panel.querySelector("h2");
  heading.tabIndex = -1;
  panel.addEventListener("submit", (event) => { event.preventDefault(); send(event.target, event.submitter ?? event.target.querySelector("button")); });
  panel.addEventListener("input", (event) => {
    if (event.target.matches("[data-source-name]")) offer(event.target);
    // Words typed by hand have other surroundings than those selected before.
    const { before, after } = event.target.form?.elements ?? {};
    if (event.target.name === "words" && before) { before.value = ""; after.value = ""; }
  });
  panel.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("[data-row]");
    if (!row || row.id === current) return;
    current = row.id;
    for (const other of rows()) other.classList.toggle("current", other === row);
  });
  // Enter in a name, a reason or new words presses the button beside it, not the first of the form.
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || event.isComposing) return;
    const beside = event.target.closest("details")?.querySelector("button[type=submit]");
    if (beside) { event.preventDefault(); beside.click(); }
  });
  if (!articleForm) return;
  const close = Object.assign(document.createElement("button"), { type: "button", className: "sweep-close", textContent: "×" });
  close.setAttribute("aria-label", "Close");
  close.addEventListener("click", () => { setDrawer(false); opener.focus(); });
  heading.append(close);
  const form = panel.querySelector("form[data-mark]");
  if (!form) return;
  const take = Object.assign(document.createElement("button"), { type: "button", className: "button quiet-button", textContent: "Take the selected words" });
  take.addEventListener("pointerdown", (event) => event.preventDefault());
  take.addEventListener("click", () => takeSelection(form));
  form.prepend(take);
}

async function load(waiting) {
  try {
    const response = await fetch(waiting.dataset.load, { headers: { "X-Requested-With": "desk-sweep" } });
    if (!response.ok || response.redirected) return; // the link to the page of the sweep stays
    const markup = await response.text();
    makeDrawer();
    renewed(markup, location.hash === "#sweep");
  } catch { /* the line is down: the link stays */ }
}

if (panel) {
  document.addEventListener("keydown", onKey);
  if (panel.dataset.load) load(panel);
  else { enhance(); goTo(rowAt(location.hash.slice(1)) ?? open()[0] ?? rows()[0]); }
}
