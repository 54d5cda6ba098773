// Notes below the article's form: sent without leaving the page, so that nothing typed above is lost; a note on the
// selected words; the passage of a note shown in the text. Without this script every form here posts by itself.

const area = () => document.querySelector(".prose-editor .ProseMirror[contenteditable]");

// The text of the editor as the server folds it, with the text node and offset behind each of its characters.
function textOf(root) {
  const places = [];
  let text = "";
  const space = () => { if (text && !text.endsWith(" ")) { text += " "; places.push(null); } };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      let offset = 0;
      for (const letter of node.data) {
        if (/\s/.test(letter)) space();
        else for (let unit = 0; unit < letter.length; unit += 1) { text += letter[unit]; places.push([node, offset + unit]); }
        offset += letter.length;
      }
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

const fold = (text) => text.replace(/\s+/g, " ").trim();
const has = (root, node) => Boolean(root && node && root.contains(node));

let chosen = null; // the last words selected in the text: a click on our button would lose them
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (selection.isCollapsed || !has(area(), selection.anchorNode) || !has(area(), selection.focusNode)) return;
  chosen = selection.getRangeAt(0).cloneRange();
});

function passageOf(range) {
  const { text, places } = textOf(area());
  const inside = places.reduce((found, place, index) => {
    if (place && range.isPointInRange(place[0], place[1]) && range.comparePoint(place[0], place[1] + 1) <= 0) found.push(index);
    return found;
  }, []);
  if (!inside.length) return null;
  const [start, end] = [inside[0], inside.at(-1) + 1];
  return { quote: text.slice(start, end).slice(0, 400), before: text.slice(Math.max(0, start - 60), start), after: text.slice(end, end + 60) };
}

function rangeOf(words, before) {
  const { text, places } = textOf(area());
  const together = before ? text.indexOf(before + words) : -1;
  const start = together >= 0 ? together + before.length : text.indexOf(words);
  if (start < 0) return null;
  const [first, last] = [places[start], places[start + words.length - 1]];
  if (!first || !last) return null;
  const range = document.createRange();
  range.setStart(...first);
  range.setEnd(last[0], last[1] + 1);
  return range;
}

function say(panel, words) { panel.querySelector("[data-notes-status]").textContent = words; }

// What is typed elsewhere in the panel stays when the panel is renewed.
function typedIn(panel, except) {
  return [...panel.querySelectorAll("textarea")]
    .filter((field) => field.value && !except.contains(field))
    .map((field) => [field.id, field.value]);
}

async function send(panel, form, button) {
  const body = new FormData(form, button);
  const kept = typedIn(panel, form);
  panel.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "desk-notes" } });
    if (response.redirected || ![200, 422].includes(response.status)) throw new Error(String(response.status));
    const renewed = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("notes");
    if (!renewed) throw new Error("no panel");
    const words = renewed.querySelector("[data-notes-status]").textContent.trim();
    panel.replaceWith(renewed);
    for (const [id, value] of kept) {
      const field = document.getElementById(id);
      if (field) { field.value = value; const folded = field.closest("details"); if (folded) folded.open = true; }
    }
    enhance(renewed);
    say(renewed, "");
    setTimeout(() => say(renewed, words), 50); // a status region must be there before its words are
    const heading = renewed.querySelector("h2");
    heading.tabIndex = -1;
    heading.focus();
  } catch {
    panel.removeAttribute("aria-busy");
    say(panel, "Not sent. Your words are still here; try again, or sign in again in another tab.");
  }
}

function offerSelection(panel) {
  const form = panel.querySelector("form.note-form [name=quote]")?.form;
  if (!form) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet-button";
  button.textContent = "Note on the selected words";
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const passage = chosen && has(area(), chosen.startContainer) ? passageOf(chosen) : null;
    if (!passage) { say(panel, "Select words in the body first."); return; }
    for (const [name, value] of Object.entries(passage)) form.elements[name].value = value;
    form.elements.text.focus();
    say(panel, `On: “${passage.quote}”`);
  });
  // Words typed by hand have other surroundings than those selected before.
  form.elements.quote.addEventListener("input", () => { form.elements.before.value = ""; form.elements.after.value = ""; });
  form.prepend(button);
}

function offerPassages(panel) {
  panel.querySelectorAll("[data-passage]").forEach((words) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button";
    button.textContent = "Show in the text";
    button.addEventListener("click", () => {
      const range = rangeOf(fold(words.textContent), words.dataset.before);
      if (!range) { say(panel, "These words are not in the text as it stands in the form."); return; }
      if (globalThis.Highlight && CSS.highlights) CSS.highlights.set("desk-note", new Highlight(range));
      range.startContainer.parentElement.scrollIntoView({ block: "center" });
      area().focus({ preventScroll: true });
      // The editor puts its own selection back shortly after it gets the focus; ours comes after that.
      setTimeout(() => {
        document.getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
      }, 60);
    });
    words.closest("blockquote").append(" ", button);
  });
}

function enhance(panel) {
  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    send(panel, event.target, event.submitter);
  });
  if (!document.getElementById("article_form")) return;
  offerSelection(panel);
  offerPassages(panel);
}

// The form comes without the notes themselves, so that it comes quickly.
async function load(waiting) {
  try {
    const response = await fetch(waiting.dataset.load, { headers: { "X-Requested-With": "desk-notes" } });
    if (!response.ok || response.redirected) return; // the link to the page of the notes stays
    const panel = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("notes");
    if (!panel) return;
    waiting.replaceWith(panel);
    enhance(panel);
    if (location.hash.startsWith("#note")) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  } catch { /* the line is down: the link stays */ }
}

const panel = document.getElementById("notes");
if (panel?.dataset.load) load(panel);
else if (panel) enhance(panel);
