// Words and reading time while typing, against the length wanted. The page as served has the figures of the stored text.

const bar = document.getElementById("words");
const body = document.querySelector("#article_form [name=body]");
const BLOCKS = "p, h2, h3, h4, li, blockquote, pre, figcaption, td, th, caption, aside, hr, br";

function count(markup) {
  const parsed = new DOMParser().parseFromString(markup, "text/html").body;
  for (const block of parsed.querySelectorAll(BLOCKS)) block.after(" ");
  return parsed.textContent.split(/\s+/).filter(Boolean).length;
}

function start() {
  const wantedField = document.querySelector("#article_form [name=wanted_length]");
  const [number, minutes] = [bar.querySelector("b"), bar.querySelector("i")];
  let timer;
  function show() {
    const words = count(body.value);
    const wanted = Number(wantedField?.value || bar.dataset.wanted);
    number.textContent = String(words);
    minutes.textContent = String(Math.max(1, Math.round(words / Number(bar.dataset.aMinute))));
    bar.dataset.length = !wanted ? "" : words > wanted * 1.1 ? "over" : words >= wanted * 0.9 ? "right" : "";
  }
  const soon = () => { clearTimeout(timer); timer = setTimeout(show, 250); };
  body.addEventListener("input", soon);
  wantedField?.addEventListener("input", soon);
  show();
}

if (bar && body) start();
