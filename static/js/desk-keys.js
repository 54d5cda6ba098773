// Keys of the writing form: save, go to publish, the sheet that lists them. Plain letters in fields stay letters.

const form = document.getElementById("article_form");
const sheet = document.getElementById("desk-keys");
const opener = document.getElementById("desk-keys-open");
const single = document.getElementById("desk-single-keys");
const SINGLE = "desk-single-keys-off";

const typing = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

function start() {
  let submitting = false;
  form.addEventListener("submit", () => { submitting = true; });
  addEventListener("pageshow", () => { submitting = false; });
  const keys = {
    s: () => {
      const button = form.querySelector("[name=_continue]") ?? form.querySelector("[name=_save]");
      if (button && !submitting) form.requestSubmit(button);
    },
    "shift+enter": () => form.querySelector(".verb-publish")?.focus(),
    "/": () => sheet.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || sheet.open) return;
    if (event.ctrlKey || event.metaKey) {
      const act = keys[`${event.shiftKey && event.key !== "/" ? "shift+" : ""}${event.key.toLowerCase()}`];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    } else if (event.key === "?" && single.checked && !typing(event.target)) {
      event.preventDefault();
      sheet.showModal();
    }
  }, { capture: true });
  opener.addEventListener("click", () => sheet.showModal());
  sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
  try {
    single.checked = localStorage.getItem(SINGLE) === null;
    single.addEventListener("change", () => {
      if (single.checked) localStorage.removeItem(SINGLE); else localStorage.setItem(SINGLE, "1");
    });
  } catch { /* no storage: the tick holds for this page */ }
  opener.classList.remove("needs-script");
}

if (form && sheet && opener) start();
