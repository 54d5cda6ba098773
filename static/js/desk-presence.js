// Who else has this article open: a heartbeat every 20 seconds, the sentence in the form's head, the soft lock.
// See articles/desk/presence.py. The page as served says the same without this.

const root = document.getElementById("desk-writing");
const line = document.getElementById("presence");
const takeOver = document.getElementById("take-over");
const EVERY = 20_000; // milliseconds; the server counts those seen within 60 seconds
const PATIENCE = 15_000; // until a request counts as lost

function start() {
  const { presence } = root.dataset;
  const headers = { "X-CSRFToken": takeOver.elements.csrfmiddlewaretoken.value, Accept: "application/json" };
  let stamp = root.dataset.seen; // what the server last told this form: it takes a heartbeat by what its form has heard
  let unheard = 0; // requests whose answer did not come, and may never: the server may have seen more than `stamp`
  let turn = Promise.resolve(); // one request at a time, as an older answer would bring back an older stamp
  let submitting = false;
  let left = false; // timers still go off between the goodbye and the end of the page
  let timer;

  function show(text) {
    if (line.textContent === text) return;
    line.textContent = text;
    line.title = text;
  }
  async function post(address, more = {}) {
    unheard += 1;
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(address, { method: "POST", headers: { ...headers, ...more }, redirect: "error", signal });
    const answer = await response.json();
    unheard -= 1;
    return { answer, ok: response.ok };
  }
  function wait() {
    clearTimeout(timer);
    if (!left) timer = setTimeout(() => inTurn(beat), EVERY);
  }
  async function beat({ quietly = false, again = false } = {}) {
    if (left) return;
    wait();
    const { answer, ok } = await post(presence, { "X-Heard": stamp });
    if (!ok) { show(answer.error); return; }
    stamp = answer.stamp;
    // Another tab left, or this one slept: back at once. But a save may just be closing the form.
    if (!answer.here && !again && !submitting) { await beat({ quietly, again: true }); return; }
    takeOver.classList.toggle("away", !answer.taken);
    if (quietly) return;
    const newer = answer.version > Number(root.dataset.stored) ? ["The article was saved by someone since: saving shows you both versions."] : [];
    show([...newer, ...answer.sentences].join(" "));
  }
  const inTurn = (act) => (turn = turn.then(() => act()).catch(() => { /* The line is down: the save bar says so. */ }));
  takeOver.addEventListener("submit", (event) => {
    event.preventDefault(); // in place: leaving the page would lose what is being typed
    inTurn(async () => {
      wait(); // the answer stays to be read until the next heartbeat
      try {
        show((await post(takeOver.action)).answer.words);
      } catch { show("It could not be taken over. Try again."); return; }
      await beat({ quietly: true });
    });
  });
  document.getElementById("article_form")?.addEventListener("submit", () => { submitting = true; });
  addEventListener("pagehide", () => {
    left = true;
    clearTimeout(timer);
    if (submitting && unheard) return; // it may be this form's next page that was seen
    const leaves = unheard ? "whatever was seen" : stamp;
    fetch(presence, { method: "POST", headers: { ...headers, "X-Leaves": leaves }, keepalive: true }).catch(() => {});
  });
  addEventListener("pageshow", (event) => { if (event.persisted) { left = submitting = false; inTurn(beat); } });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) inTurn(beat); });
  wait();
}

if (root?.dataset.presence && line && takeOver) start();
