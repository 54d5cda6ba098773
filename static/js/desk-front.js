// The front page at the desk: places are moved by their buttons, by Alt+↑ and Alt+↓, and by dragging, before anything is
// sent. The form is the same without this script: each button then sends it, and the page comes back with the new order.

const form = document.getElementById("front_form");
const said = document.getElementById("front-said");
const lists = [...form.querySelectorAll(".places")];
const placesOf = (list) => [...list.children];

function renumber() {
  for (const list of lists) {
    placesOf(list).forEach((place, index) => {
      const name = `${list.dataset.name} ${index + 1}`;
      place.querySelector("[name$=-section]").value = list.dataset.zone;
      place.querySelector(".place-number").textContent = name;
      for (const button of place.querySelectorAll(".place-verbs button[aria-label]")) {
        button.setAttribute("aria-label", `${button.getAttribute("aria-label").split(":")[0]}: ${name}`);
      }
    });
  }
}

function announce(place) {
  const list = place.parentElement;
  const index = placesOf(list).indexOf(place) + 1;
  said.textContent = `Moved to ${list.dataset.name}, place ${index} of ${list.children.length}. Not saved yet.`;
  unsaved();
}

function unsaved() {
  const bar = form.querySelector(".front-bar");
  if (!bar || bar.querySelector(".unsaved")) return;
  const note = document.createElement("span");
  note.className = "unsaved";
  note.textContent = "Not saved yet";
  bar.append(note);
}

// Where a place goes by one step: within its zone, or over its edge into the next one. False at the end of the page.
function step(place, direction) {
  const list = place.parentElement;
  const other = direction < 0 ? place.previousElementSibling : place.nextElementSibling;
  if (other) {
    if (direction < 0) other.before(place);
    else other.after(place);
    return true;
  }
  const next = lists[lists.indexOf(list) + direction];
  if (!next) return false;
  if (direction < 0) next.append(place);
  else next.prepend(place);
  return true;
}

function move(place, direction) {
  const focused = document.activeElement;
  if (!step(place, direction)) {
    said.textContent = direction < 0 ? "It is the first place of the page." : "It is the last place of the page.";
    return;
  }
  renumber();
  if (place.contains(focused)) focused.focus();
  place.scrollIntoView({ block: "nearest" });
  for (const other of form.querySelectorAll(".place.moved")) other.classList.remove("moved");
  place.classList.add("moved");
  announce(place);
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=up], button[name=down]");
  if (!button) return;
  event.preventDefault();
  move(button.closest(".place"), button.name === "up" ? -1 : 1);
});

// In the capture phase, before a combobox opens its list at the same keys.
form.addEventListener("keydown", (event) => {
  const direction = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const place = event.target.closest(".place");
  if (!event.altKey || !direction || !place || !place.querySelector(".place-verbs")) return;
  event.preventDefault();
  event.stopPropagation();
  move(place, direction);
}, true);

form.addEventListener("input", unsaved);
form.addEventListener("change", unsaved);

// Dragging, by a grip that only a pointer needs: the keyboard has the arrows.
let dragged;
for (const place of form.querySelectorAll(".place")) {
  const verbs = place.querySelector(".place-verbs");
  if (!verbs) continue;
  const grip = document.createElement("span");
  grip.className = "move grip";
  grip.setAttribute("aria-hidden", "true");
  grip.textContent = "⠿";
  grip.draggable = true;
  verbs.prepend(grip);
  grip.addEventListener("dragstart", (event) => {
    dragged = place;
    place.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", place.dataset.key);
    event.dataTransfer.setDragImage(place, 10, 10);
  });
  grip.addEventListener("dragend", () => {
    place.classList.remove("dragged");
    dragged = undefined;
    renumber();
    announce(place);
  });
}

function dropAt(list, x, y) {
  const over = document.elementFromPoint(x, y)?.closest(".place");
  if (over === dragged) return;
  if (!over || over.parentElement !== list) {
    if (!over && dragged.parentElement !== list) list.append(dragged);
    return;
  }
  const box = over.getBoundingClientRect();
  if (y < box.top + box.height / 2) over.before(dragged);
  else over.after(dragged);
}

for (const list of lists) {
  // The whole zone takes a drop, so that an empty one does too.
  const zone = list.closest(".zone");
  zone.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    dropAt(list, event.clientX, event.clientY);
  });
  zone.addEventListener("drop", (event) => { if (dragged) event.preventDefault(); });
}
