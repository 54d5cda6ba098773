// What a body takes in beside plain text: pictures of the library, pull quotes, quotes with a speaker, embeds.
// Each has a dialog, written by templates/admin/articles/article/_insert.html, that makes it and changes it again.
// The form is the one of articles/text/sanitise.py; readers get the rendered thing, see articles/reading/body.py.
import { Extension, Mark, Node } from "django-prose-editor/editor";

export const Embed = Node.create({
  name: "embed",
  group: "block",
  content: "inline*",
  isolating: true,
  draggable: true,
  addAttributes: () => ({
    url: {
      default: null,
      parseHTML: (figure) => figure.getAttribute("data-embed"),
      renderHTML: ({ url }) => ({ "data-embed": url }),
    },
  }),
  parseHTML: () => [{ tag: "figure[data-embed]", contentElement: (figure) => figure.querySelector("figcaption") ?? figure }],
  renderHTML: ({ HTMLAttributes, node }) =>
    ["figure", HTMLAttributes, ["figcaption", node.childCount ? {} : { "data-empty": "" }, 0]],
});

// Who said a quote stands in its last paragraph.
export const Speaker = Mark.create({
  name: "speaker",
  inclusive: false,
  parseHTML: () => [{ tag: "cite" }],
  renderHTML: () => ["cite", 0],
});

const words = (text) => (text ? [{ type: "text", text }] : []);
const paragraphs = (text) =>
  text.split(/\n+/).map((line) => line.trim()).filter(Boolean).map((line) => ({ type: "paragraph", content: words(line) }));
const lines = (nodes) => nodes.map((node) => node.textContent).join("\n");
const children = (node) => Array.from({ length: node.childCount }, (_nothing, place) => node.child(place));
const spoken = (node) => node.childCount > 1 && children(node.lastChild).every((part) => part.marks.some((mark) => mark.type.name === "speaker"));

// Of each kind: the node it makes, what its dialog shows of one that is there, and what is made of the answers. A caption
// or a text that was not touched keeps its own marks: `kept` is its content as it stood.
const KINDS = {
  picture: {
    node: "pictureReference",
    icon: "image",
    read: (node) => ({
      caption: node.textContent, kept: node.textContent, alt: node.attrs.alt ?? "", decorative: node.attrs.alt === "",
    }),
    make: ({ picture, caption, alt, decorative }, title) =>
      ({ attrs: { key: picture, title, alt: decorative ? "" : alt || null }, content: words(caption) }),
    same: ({ caption }, former) => caption === former.kept,
  },
  pullquote: {
    node: "pullQuote",
    icon: "wrap_text",
    read: (node) => ({ text: lines(children(node)), kept: lines(children(node)) }),
    make: ({ text }) => ({ content: paragraphs(text) }),
    same: ({ text }, former) => text === former.kept,
  },
  quote: {
    node: "blockquote",
    icon: "record_voice_over",
    read: (node) => {
      const parts = children(node);
      const speaker = spoken(node) ? parts.pop().textContent : "";
      return { text: lines(parts), speaker, kept: `${lines(parts)}\n${speaker}` };
    },
    make: ({ text, speaker }) => ({
      content: [...paragraphs(text), ...(speaker
        ? [{ type: "paragraph", content: [{ type: "text", text: speaker, marks: [{ type: "speaker" }] }] }] : [])],
    }),
    same: ({ text, speaker }, former) => `${text}\n${speaker}` === former.kept,
  },
  embed: {
    node: "embed",
    icon: "smart_display",
    read: (node) => ({ url: node.attrs.url ?? "", caption: node.textContent, kept: node.textContent }),
    make: ({ url, caption }) => ({ attrs: { url }, content: words(caption) }),
    same: ({ caption }, former) => caption === former.kept,
  },
};

// The node of that kind which the selection is in, or is: {node, from, to}.
function around({ selection }, name) {
  if (selection.node?.type.name === name) return { node: selection.node, from: selection.from, to: selection.to };
  const { $from } = selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type.name === name) return { node, from: $from.before(depth), to: $from.after(depth) };
  }
  return null;
}

// After the block the selection ends in: nothing that was written is taken apart. An empty paragraph gives its place.
function place({ selection, doc }) {
  const { $to } = selection;
  if (!$to.depth) return { from: selection.to, to: selection.to };
  const block = $to.node(1);
  const empty = block.type.name === "paragraph" && !block.childCount && doc.childCount > 0;
  return { from: empty ? $to.before(1) : $to.after(1), to: $to.after(1) };
}

function choose(select, key, title) {
  for (const option of [...select.options]) if (option.value) option.remove();
  if (key) select.add(new Option(title || `${select.dataset.untitled} ${key}`, key, true, true));
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

function open(editor, dialog, kind) {
  const { state } = editor;
  const found = around(state, kind.node);
  const form = dialog.querySelector("form");
  const former = found ? kind.read(found.node) : {};
  const { from, to } = state.selection;
  form.reset();
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = Boolean(former[field.name]);
    else if (field.name in former) field.value = former[field.name];
    else if (field.name === "text") field.value = state.doc.textBetween(from, to, "\n");
    else if (field.name === "picture") choose(field, found?.node.attrs.key, found?.node.attrs.title);
  }
  dialog.showModal();
  const target = found ?? place(state);
  form.onsubmit = (event) => {
    event.preventDefault();
    const answers = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
    const select = form.elements.picture;
    if (select && !answers.picture) {
      dialog.querySelector("[role=alert]").textContent = select.dataset.missing;
      dialog.querySelector("[role=combobox]").focus();
      return;
    }
    const made = { type: kind.node, ...kind.make(answers, select?.selectedOptions[0]?.text) };
    const attrs = found ? { ...found.node.attrs, ...made.attrs } : made.attrs;
    const content = found && kind.same(answers, former) ? found.node.toJSON().content : made.content;
    dialog.close();
    editor.chain().focus().insertContentAt(target, { ...made, attrs, content }).run();
  };
}

export const Inserting = Extension.create({
  name: "inserting",
  addMenuItems({ buttons, menu }) {
    for (const dialog of document.querySelectorAll("dialog[data-insert]")) {
      const kind = KINDS[dialog.dataset.insert];
      if (!kind) continue;
      menu.defineItem({
        name: `insert:${dialog.dataset.insert}`,
        groups: "nodes",
        priority: 90,
        button: buttons.material(kind.icon, dialog.querySelector("h2").textContent),
        active: (editor) => Boolean(around(editor.state, kind.node)) && (kind.node !== "blockquote" || spoken(around(editor.state, kind.node).node)),
        enabled: (editor) => editor.isEditable,
        command: (editor) => open(editor, dialog, kind),
      });
    }
  },
  onCreate() {
    const { editor } = this;
    for (const dialog of document.querySelectorAll("dialog[data-insert]")) {
      dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
      dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
      dialog.addEventListener("close", () => {
        const alert = dialog.querySelector("[role=alert]");
        if (alert) alert.textContent = "";
        editor.view.focus(); // at once: the command does it a frame later, and takes away what was gone to meanwhile
      });
    }
  },
});
