// Autosave of the writing form. What was typed goes to the server shortly after, only the fields that changed. What the
// server has not confirmed, and what it does not take (the rows of statements and authors), is kept in this browser,
// by person and article, until it is saved. See articles/desk/autosave.py for what the server keeps.

const root = document.getElementById("desk-writing");
const form = document.getElementById("article_form");
const state = document.getElementById("save-state");

const PAUSE = 1500; // milliseconds without a key before it is sent
const AGAIN = 10_000; // until the next try while the line is down
const LATER = 30_000; // until the next try after a refusal
const KEPT_DAYS = 30;
const COPIES = 5; // of one article in one browser
const KEEPALIVE_BYTES = 60_000; // browsers let no more outlive a page
const PREFIX = "desk-typed:";
const NOT_WORDS = new Set(["csrfmiddlewaretoken", "desk_page", "_minor"]);

const name = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => (byte % 36).toString(36)).join("");
const clock = (at) => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function start() {
  const { user, article, takes, autosave, unsaved } = root.dataset;
  const fields = root.dataset.fields.split(" ").filter((field) => form.elements[field]);
  const key = `${PREFIX}${user}:${article ?? location.pathname}`;
  const page = name();
  const token = () => form.elements.csrfmiddlewaretoken.value;
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "desk_page", value: page }));

  function valueOf(field) {
    const control = form.elements[field];
    if (control.type === "checkbox") return control.checked;
    if (control.multiple) return [...control.selectedOptions].map((option) => option.value).sort((a, b) => a - b);
    return control.value;
  }
  const values = () => Object.fromEntries(fields.map((field) => [field, valueOf(field)]));
  const words = () => [...new FormData(form)].filter(([field, value]) => !NOT_WORDS.has(field) && typeof value === "string");
  const opened = words();
  let sent = unsaved === undefined ? values() : {};
  let sequence = 0, timer, sending = false, submitting = false, again = 0;

  const changed = () => Object.fromEntries(Object.entries(values()).filter(([field, value]) => !same(value, sent[field])));
  const rows = (list) => list.filter(([field]) => !fields.includes(field));
  const onlyHere = () => !autosave || Object.keys(changed()).length > 0 || !same(rows(words()), rows(opened));

  function say(text, kind = "") {
    if (state.textContent !== text) { state.textContent = text; state.title = text; }
    state.dataset.kind = kind;
  }

  // The browser's own copies: a list of opened forms, the newest last.
  function copies() {
    try { return JSON.parse(localStorage.getItem(key)) ?? []; } catch { return []; }
  }
  function write(list) {
    try {
      if (list.length) localStorage.setItem(key, JSON.stringify(list.slice(-COPIES)));
      else localStorage.removeItem(key);
      return true;
    } catch { return false; } // full, or forbidden
  }
  const forget = (pages) => write(copies().filter((copy) => !pages.includes(copy.page)));
  const keep = () => write([...copies().filter((copy) => copy.page !== page), { page, at: Date.now(), words: words() }]);
  const keptHere = () => (keep() ? "kept in this browser" : "not kept: copy your words");

  async function send({ leaving = false } = {}) {
    clearTimeout(timer);
    if (submitting || (sending && !leaving)) return;
    const now = values(), typed = changed();
    if (!autosave) { if (!same(words(), opened) || unsaved !== undefined) say(`Draft ${keptHere()}`); return; }
    if (!Object.keys(typed).length) return;
    const body = JSON.stringify({ page, sequence: (sequence += 1), base_version: Number(root.dataset.version), takes, fields: typed });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" };
    sending = true;
    if (!leaving) say("Saving…");
    try {
      const keepalive = leaving && body.length * 3 < KEEPALIVE_BYTES;
      const signal = leaving ? undefined : AbortSignal.timeout(20_000);
      const response = await fetch(autosave, { method: "POST", headers, body, keepalive, signal, redirect: "error" });
      const answer = await response.json().catch(() => ({ error: "Not kept by the server." }));
      if (response.ok) {
        sent = { ...sent, ...Object.fromEntries(Object.keys(typed).map((field) => [field, now[field]])) };
        if (onlyHere()) keep(); else forget([page]);
        say(`Saved ${answer.saved}`, "saved");
        again = 0;
      } else {
        const here = keptHere();
        say(answer.error.includes("this browser") ? answer.error : `${answer.error} (${here})`, "refused");
        again = LATER;
      }
    } catch {
      say(`No connection – ${keptHere()}`, "offline");
      again = AGAIN;
    } finally { sending = false; }
    if (!submitting && Object.keys(changed()).length) timer = setTimeout(send, again || PAUSE);
  }

  function touched(event) {
    if (event?.target.getAttribute?.("role") === "combobox") return;
    if (onlyHere()) keep();
    if (state.dataset.kind === "saved") say("");
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  }
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  document.addEventListener("formset:removed", touched);
  form.addEventListener("submit", () => { keep(); submitting = true; clearTimeout(timer); });
  addEventListener("pageshow", (event) => { if (event.persisted) { submitting = false; touched(); } });
  addEventListener("online", () => send());
  addEventListener("offline", () => { if (onlyHere()) say(`No connection – ${keptHere()}`, "offline"); });
  addEventListener("pagehide", () => send({ leaving: true }));
  document.addEventListener("visibilitychange", () => { if (document.hidden) send({ leaving: true }); });

  // Copies of forms that were saved go; the server names them in a cookie. So do those as old as the hills.
  function tidy() {
    const saved = document.cookie.split("; ").find((part) => part.startsWith("desk-saved="))?.split("=")[1].split(".") ?? [];
    const old = Date.now() - KEPT_DAYS * 86_400_000;
    for (const other of Object.keys(localStorage).filter((item) => item.startsWith(PREFIX))) {
      try {
        const list = JSON.parse(localStorage.getItem(other)).filter((copy) => copy.at > old && !saved.includes(copy.page));
        if (list.length) localStorage.setItem(other, JSON.stringify(list)); else localStorage.removeItem(other);
      } catch { localStorage.removeItem(other); }
    }
  }

  const labelOf = (field) => {
    const label = form.elements[field]?.labels?.[0] ?? document.querySelector(`label[for="id_${CSS.escape(field)}_input"]`);
    return label?.textContent.replace(/[:*\s]+$/, "").trim() || field.split("-")[0].replaceAll("_", " ");
  };

  function differing(copy) {
    const gather = (list) => {
      const byField = {};
      for (const [field, value] of list) (byField[field] ??= []).push(value.replaceAll("\r\n", "\n"));
      return byField;
    };
    const here = gather(words()), there = gather(copy.words);
    const names = [...new Set([...Object.keys(here), ...Object.keys(there)])];
    return [...new Set(names.filter((field) => field !== "version" && !same(here[field], there[field])).map(labelOf))];
  }

  function putBack(copy) {
    const carrier = document.createElement("form");
    carrier.method = "post";
    carrier.action = location.pathname;
    carrier.hidden = true;
    for (const [field, value] of [...copy.words, ["_kept", "1"], ["csrfmiddlewaretoken", token()]]) {
      carrier.append(Object.assign(document.createElement("textarea"), { name: field, value }));
    }
    document.body.append(carrier);
    submitting = true;
    carrier.submit();
  }

  function offer() {
    const waiting = copies().filter((copy) => copy.page !== page);
    const equal = waiting.filter((copy) => !differing(copy).length).map((copy) => copy.page);
    if (equal.length) forget(equal);
    const copy = waiting.filter((one) => !equal.includes(one.page)).at(-1);
    if (!copy) return;
    const bar = document.createElement("section");
    bar.className = "local-offer";
    bar.setAttribute("aria-label", "Kept in this browser");
    const names = differing(copy);
    const text = document.createElement("p");
    const day = new Date(copy.at).toDateString() === new Date().toDateString() ? "" : `${new Date(copy.at).toLocaleDateString()}, `;
    text.textContent = `Kept in this browser at ${day}${clock(copy.at)} and not saved: ${names.slice(0, 4).join(", ")}${names.length > 4 ? ` and ${names.length - 4} more` : ""}.`;
    const button = (words, act) => {
      const made = Object.assign(document.createElement("button"), { type: "button", className: "quiet-button", textContent: words });
      made.addEventListener("click", act);
      return made;
    };
    bar.append(
      text,
      button("Continue with it", () => putBack(copy)),
      button("Discard it", () => { forget([copy.page]); bar.remove(); offer(); }),
    );
    form.querySelector(".submit-row").append(bar);
  }

  try { tidy(); } catch { /* no storage: the server's autosave remains */ }
  if (unsaved !== undefined) { keep(); send(); }
  offer();
}

if (root && form && state) start();
