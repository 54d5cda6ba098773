// Who else has this article open: a heartbeat every 20 seconds, the sentence in the form's head, the soft lock.
// See articles/desk/presence.py. The page as served says the same without this.

const root = document.getElementById("desk-writing");
const line = document.getElementById("presence");
const takeOver = document.getElementById("take-over");
const EVERY = 20_000; // milliseconds; the server counts those seen within 60 seconds

function start() {
  const { presence } = root.dataset;
  let stamp = root.dataset.seen;
  let submitting = false;
  let asking = null; // the heartbeat on its way: one at a time, as an older answer would bring back an older stamp
  const token = takeOver.elements.csrfmiddlewaretoken.value;
  const headers = { "X-CSRFToken": token, Accept: "application/json" };

  function show(text) {
    if (line.textContent === text) return;
    line.textContent = text;
    line.title = text;
  }
  async function beat({ quietly = false } = {}) {
    asking?.abort();
    const mine = asking = new AbortController();
    try {
      const response = await fetch(presence, { method: "POST", headers, redirect: "error", signal: mine.signal });
      const answer = await response.json();
      if (!response.ok) { show(answer.error); return; }
      stamp = answer.stamp;
      takeOver.classList.toggle("away", !answer.taken);
      if (quietly) return;
      const newer = answer.version > Number(root.dataset.stored) ? ["The article was saved by someone since: saving shows you both versions."] : [];
      show([...newer, ...answer.sentences].join(" "));
    } catch { /* The line is down: the save bar says so. */ } finally {
      if (asking === mine) asking = null;
    }
  }
  takeOver.addEventListener("submit", async (event) => {
    event.preventDefault(); // in place: leaving the page would lose what is being typed
    try {
      const response = await fetch(takeOver.action, { method: "POST", headers, redirect: "error" });
      show((await response.json()).words);
      await beat({ quietly: true }); // the answer stays to be read until the next heartbeat
    } catch { show("It could not be taken over. Try again."); }
  });
  document.getElementById("article_form")?.addEventListener("submit", () => { submitting = true; });
  addEventListener("pagehide", () => {
    if (submitting) return;
    const leaves = asking ? "whatever was seen" : stamp; // the answer with the newest stamp will not be heard any more
    asking?.abort();
    fetch(presence, { method: "POST", headers: { ...headers, "X-Leaves": leaves }, keepalive: true }).catch(() => {});
  });
  addEventListener("pageshow", (event) => { if (event.persisted) { submitting = false; beat(); } });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
  setInterval(() => beat(), EVERY);
}

if (root?.dataset.presence && line && takeOver) start();
