// The combobox of the desk (WAI-ARIA "editable combobox with list autocomplete") over a select of chosen options.
// The select stays the field that is posted; choices come from the admin's autocomplete view, which checks the rights.

let made = 0;
const element = (name, attributes = {}, text = "") => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.textContent = text;
  return node;
};

async function lookUp(select, term, signal) {
  const { url, appLabel, modelName, fieldName } = select.dataset;
  const query = new URLSearchParams({ term, app_label: appLabel, model_name: modelName, field_name: fieldName });
  const response = await fetch(`${url}?${query}`, { signal, headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()).results;
}

function enhance(select) {
  if (select.dataset.enhanced || select.id.includes("__prefix__")) return;
  select.dataset.enhanced = "true";
  const id = select.id || `combobox-${(made += 1)}`;
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
  const name = select.getAttribute("aria-label") || label?.textContent.replace(/:\s*$/, "").trim() || "";
  const box = element("div", { class: "combobox" });
  const chosen = element("ul", { class: "combobox-chosen", "aria-label": `Chosen: ${name}` });
  const input = element("input", {
    type: "text", id: `${id}_input`, role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}_list`,
    placeholder: "Type to search",
  });
  if (label) label.htmlFor = input.id;
  if (!label || select.hasAttribute("aria-label")) input.setAttribute("aria-label", name);
  if (select.getAttribute("aria-describedby")) input.setAttribute("aria-describedby", select.getAttribute("aria-describedby"));
  const list = element("ul", { id: `${id}_list`, role: "listbox", "aria-label": name, hidden: "" });
  const status = element("span", { role: "status", class: "visually-hidden" });
  const clear = element("button", { type: "button", class: "combobox-clear", "aria-label": `Clear ${name}` }, "×");
  const { multiple } = select;
  box.append(...(multiple ? [chosen, input] : [input, clear]), list, status);
  // Where choices are pictures, the one that is chosen stands above its name.
  const shown = select.dataset.thumbnails && !multiple ? element("img", { class: "combobox-picture", alt: "", width: 320, height: 213, hidden: "" }) : null;
  if (shown) box.prepend(shown);
  select.hidden = true;
  select.after(box);

  let request, timer, active = -1, found = [];
  const picked = () => [...select.selectedOptions].filter((option) => option.value);

  function show() {
    if (!multiple) {
      const [{ text, value } = {}] = picked();
      input.value = text ?? "";
      if (shown) {
        shown.hidden = !value;
        if (value) shown.src = select.dataset.thumbnails.replace(/\/0\//, `/${value}/`);
      }
      clear.hidden = !picked().length || select.required;
      return;
    }
    chosen.replaceChildren(...picked().map((option) => {
      const item = element("li", {}, option.text);
      const remove = element("button", { type: "button", "aria-label": `Remove ${option.text}` }, "×");
      remove.addEventListener("click", () => { option.remove(); changed(); input.focus(); });
      item.append(remove);
      return item;
    }));
    chosen.hidden = !picked().length;
  }
  function changed() { select.dispatchEvent(new Event("change", { bubbles: true })); show(); }
  function close() {
    list.hidden = true; active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function mark(index) {
    const options = [...list.querySelectorAll("[role=option]")];
    if (!options.length) return;
    active = (index + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  }
  function choose({ id: value, text }) {
    if (!multiple) for (const option of [...select.options]) if (option.value) option.remove();
    if (![...select.options].some((option) => option.value === value)) select.add(new Option(text, value, true, true));
    else select.value = value;
    input.value = "";
    close(); changed();
  }
  function open(results) {
    found = results.filter((result) => !multiple || !picked().some((option) => option.value === result.id));
    list.replaceChildren(...found.map((result, place) => {
      const option = element("li", { role: "option", id: `${id}_option_${place}`, "aria-selected": "false" }, result.text);
      if ("thumbnail" in result) {
        option.className = "with-picture";
        option.prepend(result.thumbnail ? element("img", { src: result.thumbnail, alt: "", width: 72, height: 48 }) : element("span", { class: "no-picture" }));
        if (result.about) option.append(" ", element("small", {}, result.about));
      }
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(result); });
      return option;
    }));
    status.textContent = found.length ? `${found.length} found` : "Nothing found";
    if (!found.length) list.append(element("li", { class: "combobox-nothing", role: "option", "aria-disabled": "true" }, "Nothing found"));
    list.hidden = false; active = -1;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
  }
  function search() {
    clearTimeout(timer);
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    timer = setTimeout(async () => {
      const term = !multiple && input.value === picked()[0]?.text ? "" : input.value.trim();
      try { const results = await lookUp(select, term, signal); if (!signal.aborted) open(results); } catch (error) {
        if (error.name !== "AbortError") { close(); status.textContent = "The search failed. Try again."; }
      }
    }, 120);
  }
  function leave() {
    clearTimeout(timer);
    request?.abort();
    close();
    if (multiple) input.value = "";
    else if (!input.value.trim() && picked().length) { select.value = ""; changed(); }
    show();
  }

  input.addEventListener("input", search);
  input.addEventListener("click", () => { if (list.hidden) search(); });
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", leave);
  clear.addEventListener("click", () => { select.value = ""; changed(); input.focus(); });
  input.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      if (list.hidden) search();
      else mark(active < 0 && event.key === "ArrowUp" ? -1 : active + steps[event.key]);
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      const result = found[active < 0 ? 0 : active];
      if (result) choose(result);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); leave();
    } else if (event.key === "Backspace" && multiple && !input.value) {
      picked().at(-1)?.remove(); changed();
    }
  });
  // Django's pop-ups ("add another") write into the select by script.
  new MutationObserver(show).observe(select, { childList: true });
  show();
}

const enhanceAll = (root) => root.querySelectorAll("select.desk-combobox").forEach(enhance);
document.addEventListener("formset:added", (event) => enhanceAll(event.target));
enhanceAll(document);
