// The moderators' queue by keyboard: each decision is sent without leaving the page, the next comment is at hand at once.
// Without this script every form here posts by itself.

const root = document.querySelector(".moderating");
const list = root?.querySelector("[data-queue]");
const status = root?.querySelector("[data-status]");
const sheet = document.getElementById("queue-keys");
const undoForm = document.getElementById("queue-undo");
const single = document.getElementById("desk-single-keys"); // shared with the other lists of the desk
const typing = (target) => /^(TEXTAREA|SELECT)$/.test(target.tagName)
  || (target.tagName === "INPUT" && !/^(checkbox|radio|submit)$/.test(target.type));

const rows = () => (list ? [...list.querySelectorAll("[data-row]")] : []);
const open = () => rows().filter((row) => !row.classList.contains("done"));
let current = null;
let busy = false;

function say(words, wrong = false) {
  status.textContent = "";
  status.classList.toggle("wrong", wrong);
  setTimeout(() => { status.textContent = words; }, 30); // a status region must be empty before its words are new
}

function goTo(row) {
  if (!row) return;
  for (const other of rows()) other.classList.toggle("current", other === row);
  current = row;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  const at = all.indexOf(current);
  const rest = by > 0 ? all.slice(at + 1) : all.slice(0, Math.max(at, 0)).reverse();
  goTo(rest.find((row) => !row.classList.contains("done")) ?? (current && !current.classList.contains("done") ? current : open()[0]));
}

const idsOf = (row) => row.dataset.ids.split(" ");
const rowOf = (id) => rows().find((row) => idsOf(row).includes(String(id)));

function close(ids, verb) {
  for (const row of new Set(ids.map(rowOf).filter(Boolean))) {
    row.classList.add("done");
    row.dataset.verb = verb;
    row.querySelectorAll("details[open]").forEach((each) => { each.open = false; });
  }
  const left = open();
  const done = root.querySelector("[data-done]");
  if (done) done.hidden = left.length > 0;
  return left;
}

function reopen(ids) {
  const back = [...new Set(ids.map(rowOf).filter(Boolean))];
  for (const row of back) { row.classList.remove("done"); delete row.dataset.verb; }
  const done = root.querySelector("[data-done]");
  if (done && back.length) done.hidden = true;
  return back;
}

async function send(form, button) {
  if (busy) return;
  busy = true;
  const row = form.closest("[data-row]");
  const after = row && rows().slice(rows().indexOf(row) + 1).find((other) => !other.classList.contains("done"));
  root.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form, button), headers: { Accept: "application/json" } });
    if (response.redirected || !response.headers.get("Content-Type")?.startsWith("application/json")) throw new Error(String(response.status));
    const told = await response.json();
    if (!response.ok) { say(told.message, true); return; }
    if (undoForm) undoForm.hidden = false;
    if (told.verb === "undo") {
      const back = reopen(told.comments);
      const ids = new Set(back.flatMap(idsOf));
      if (told.comments.some((id) => !ids.has(String(id)))) {
        sessionStorage.setItem("desk-told", told.message); // they stand on no row of this page, so it comes anew
        location.reload();
        return;
      }
      if (back.length) goTo(back[0]);
    }
    else if ("keeps" in form.dataset) { form.querySelector("details").open = false; goTo(row); }
    else {
      const left = close(told.comments ?? [], told.verb);
      if (!told.comments?.length) goTo(row);
      else if (left.length) goTo(after?.isConnected && !after.classList.contains("done") ? after : left[0]);
      else root.querySelector("[data-next]")?.focus();
    }
    say(told.message);
  } catch {
    say("Not sent. Nothing is lost; try again, or sign in again in another tab.", true);
  } finally { busy = false; root.removeAttribute("aria-busy"); }
}

function unfold(row, key) {
  const folded = row?.querySelector(`details[data-key="${key}"]`);
  if (!folded) return;
  folded.open = true;
  folded.querySelector("select, textarea, input")?.focus();
}

const press = (place, key) => place?.querySelector(`button[data-key="${key}"]`)?.click();
const acts = {
  j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
  a: () => press(current, "A"), f: () => press(current, "F"),
  r: () => unfold(current, "R"), e: () => unfold(current, "E"), c: () => unfold(current, "C"),
  b: () => current?.querySelector('a[data-key="B"]')?.click(),
  x: () => current?.querySelector('.queue-head input[type="checkbox"]')?.click(),
  u: () => press(undoForm, "U"),
  "?": () => sheet?.showModal(),
};

function onKey(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const { target } = event;
  const folded = target.closest?.(".queue-verbs details");
  if (event.key === "Escape" && folded) { folded.open = false; goTo(folded.closest("[data-row]")); return; }
  // Enter in a reason presses the button beside it; in an answer it begins a line, and Ctrl+Enter would be the browser's.
  if (event.key === "Enter" && folded && /^(INPUT|SELECT)$/.test(target.tagName)) {
    event.preventDefault();
    folded.querySelector("[data-submit]").click();
    return;
  }
  if (typing(target) || (single && !single.checked)) return;
  if (event.key.startsWith("Arrow") && /^(INPUT|SUMMARY|A|BUTTON)$/.test(target.tagName)) return;
  const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // the keys of lists, in desk.js, mean other things
  act();
}

if (root) {
  root.querySelectorAll(".needs-script").forEach((each) => each.classList.remove("needs-script"));
  root.querySelector("[data-help]")?.addEventListener("click", () => sheet.showModal());
  sheet?.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
  document.addEventListener("keydown", onKey, { capture: true });
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("decide" in form.dataset) && form !== undoForm) return;
    event.preventDefault();
    send(form, event.submitter ?? form.querySelector("[data-submit], button"));
  });
  list?.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || row === current) return;
    for (const other of rows()) other.classList.toggle("current", other === row);
    current = row;
  });
  list?.addEventListener("toggle", (event) => { // one fold of a row at a time
    if (event.target.open) for (const other of event.target.closest("[data-row]").querySelectorAll("details[open]")) if (other !== event.target) other.open = false;
  }, { capture: true });
  goTo(document.getElementById(location.hash.slice(1)) ?? open()[0]);
  const before = sessionStorage.getItem("desk-told");
  if (before) { sessionStorage.removeItem("desk-told"); say(before); }
}
