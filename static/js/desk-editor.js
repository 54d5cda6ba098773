// The body's rich editor, finished for the desk: a name for screen readers, the article's direction, and what a body
// refers to by key kept whole (statements, pictures, pull quotes, the words' language).
// The form is the one of articles/text/sanitise.py; readers get the rendered thing, see articles/reading/body.py.
import { Extension, Mark, Node, mergeAttributes } from "django-prose-editor/editor";

const key = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes.key ? { [name]: attributes.key } : {}),
});

export const StatementMark = Mark.create({
  name: "statementMark",
  priority: 1001, // outside of bold and italic, so that these do not split a statement in two
  inclusive: false,
  excludes: "",
  addAttributes: () => ({ key: key("data-statement") }),
  parseHTML: () => [{ tag: "span[data-statement]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
});

export const PictureReference = Node.create({
  name: "pictureReference",
  group: "block",
  content: "inline*",
  isolating: true,
  draggable: true,
  // The title is for those who write; the sanitiser takes it out again.
  addAttributes: () => ({
    key: key("data-picture"),
    alt: { // what the text says of it here; empty where it is decorative
      default: null,
      parseHTML: (element) => element.getAttribute("data-alt"),
      renderHTML: ({ alt }) => (alt === null ? {} : { "data-alt": alt }),
    },
    title: { default: null, parseHTML: () => null, renderHTML: ({ title }) => (title ? { "data-title": title } : {}) },
  }),
  parseHTML: () => [{ tag: "figure[data-picture]", contentElement: (figure) => figure.querySelector("figcaption") ?? figure }],
  renderHTML: ({ HTMLAttributes, node }) =>
    ["figure", HTMLAttributes, ["figcaption", node.childCount ? {} : { "data-empty": "" }, 0]],
});

export const PullQuote = Node.create({
  name: "pullQuote",
  group: "block",
  content: "paragraph+",
  defining: true,
  parseHTML: () => [{ tag: "aside[data-pullquote]" }],
  renderHTML: ({ HTMLAttributes }) => ["aside", mergeAttributes(HTMLAttributes, { "data-pullquote": "" }), 0],
});

// A paragraph in another language or direction stays so.
export const WordsOf = Extension.create({
  name: "wordsOf",
  addGlobalAttributes: () => [{
    types: ["paragraph", "heading", "blockquote", "listItem", "pullQuote"],
    attributes: Object.fromEntries(["lang", "dir"].map((name) => [name, {
      default: null,
      parseHTML: (element) => element.getAttribute(name),
      renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
    }])),
  }],
});

// An extension and not a listener: it runs with the editor, however slowly the modules arrive.
export const DeskArea = Extension.create({
  name: "deskArea",
  onCreate() {
    const { editor } = this;
    const area = editor.view.dom;
    const textarea = area.closest(".prose-editor")?.querySelector("textarea");
    const label = textarea && document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`);
    area.setAttribute("role", "textbox");
    area.setAttribute("aria-multiline", "true");
    area.setAttribute("aria-label", label?.textContent.replace(/:\s*$/, "").trim() || "Body");
    label?.addEventListener("click", () => editor.commands.focus());
    const direction = document.querySelector("[name=direction]");
    const turn = () => { if (direction?.value) area.dir = direction.value; };
    direction?.addEventListener("change", turn);
    turn();
  },
});
