// The preview of a correction follows the typing. Without this script the button "Show the preview" does the same.

const box = document.querySelector("[data-correction-preview]");
const field = (name) => document.getElementById(`id_${name}`);

function paragraphs(text) {
  return text.trim().split(/\n\s*\n/).map((part) => {
    const node = document.createElement("p");
    part.split("\n").forEach((line, index) => {
      if (index) node.append(document.createElement("br"));
      node.append(line);
    });
    return node;
  });
}

function show() {
  const kind = field("kind");
  box.querySelector("[data-preview=kind]").textContent = kind.selectedOptions[0].textContent;
  box.querySelector("[data-preview=text]").replaceChildren(...paragraphs(field("text").value));
  for (const name of ["wrong", "right"]) {
    const value = field(name).value.trim();
    box.querySelector(`[data-preview=${name}]`).textContent = value;
    box.querySelector(`[data-preview-row=${name}]`).hidden = !value;
  }
}

if (box) {
  document.querySelector("[data-preview-button]").hidden = true;
  for (const name of ["kind", "text", "wrong", "right"]) field(name).addEventListener("input", show);
  show();
}
