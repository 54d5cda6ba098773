// Comments: answers, recommendations and reports in place; characters counted; a passage offered to be quoted; new comments
// announced. Every act is a link to a page with a form, so nothing is missing without this.
const around = document.querySelector('[data-comments]');
const told = around?.dataset || {};
const MINUTE = 60_000;

async function page(url, options) {
  const response = await fetch(url, { credentials: 'same-origin', ...options });
  const type = response.headers.get('Content-Type') || '';
  if (!type.startsWith('text/html')) throw new Error(`${response.status} ${url}`);
  return { response, parsed: new DOMParser().parseFromString(await response.text(), 'text/html') };
}

// The form in which somebody has typed and not sent: nothing here may take it away.
function draft() {
  return [...document.querySelectorAll('.comment-here textarea')].find((each) => each.value.trim() && each.value !== each.defaultValue);
}

function keep(typed) {
  say(typed.closest('.comment-here'), told.draft);
  typed.focus();
}

// The place below a comment where its forms and answers appear; one at a time on the whole page.
function place(after) {
  document.querySelector('.comment-here')?.remove();
  const here = document.createElement('div');
  here.className = 'comment-here';
  after.after(here);
  return here;
}

function show(here, parsed) {
  for (const each of parsed.querySelectorAll('[autofocus]')) each.removeAttribute('autofocus');
  here.replaceChildren(...parsed.querySelector('main').children);
  for (const area of here.querySelectorAll('textarea')) count(area);
  const first = here.querySelector('.error-summary, textarea, input:not([type=hidden]), h1');
  if (!first) return;
  if (!first.matches('input, textarea')) first.tabIndex = -1;
  first.focus();
}

function say(comment, words) {
  let line = comment.querySelector('.comment-said');
  if (!line) {
    line = document.createElement('p');
    line.className = 'comment-said';
    line.setAttribute('role', 'status');
    comment.append(line);
  }
  // In a turn of its own: what is there when the line appears is not read out.
  setTimeout(() => { line.textContent = words; }, 50);
}

// What a sent form leads to: the comments as they are now, or a page with words for the reader.
function arrive(here, { response, parsed }) {
  const now = parsed.querySelector('[data-comments]');
  if (!now) return show(here, parsed);
  const known = new Set([...document.querySelectorAll('[id^=comment-]')].map((each) => each.id));
  const fresh = [...now.querySelectorAll('.comment[id^=comment-]')].filter((each) => !known.has(each.id)).at(-1);
  if (new URL(response.url).pathname !== location.pathname) {
    sending = true;
    location.assign(fresh ? `${response.url}#${fresh.id}` : response.url);
    return undefined;
  }
  around.replaceChildren(...now.childNodes);
  told.count = now.dataset.count;
  if (fresh) {
    fresh.tabIndex = -1;
    fresh.scrollIntoView({ block: 'center' });
    fresh.focus({ preventScroll: true });
  }
  return undefined;
}

async function send(form, button, here) {
  const body = new URLSearchParams(new FormData(form, button));
  const url = form.getAttribute('action') || here.dataset.url;
  arrive(here, await page(url, { method: 'POST', body }));
}

async function recommend(link, comment, parsed) {
  const form = parsed.querySelector('form[data-at-once]');
  const answer = await page(link.href, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
  const now = answer.parsed.getElementById(comment.id);
  if (!answer.response.ok || !now) return draft() ? keep(draft()) : show(place(comment), answer.parsed);
  comment.querySelector('.comment-acts').replaceWith(now.querySelector('.comment-acts'));
  comment.querySelector(`a[href="${link.getAttribute('href')}"]`).focus();
  return say(comment, form.dataset.done);
}

async function act(link) {
  const comment = link.closest('.comment') || link.parentElement;
  const { parsed } = await page(link.href);
  if (parsed.querySelector('form[data-at-once]')) return recommend(link, comment, parsed);
  if (draft()) return keep(draft());
  const here = place(comment);
  here.dataset.url = link.href;
  return show(here, parsed);
}

document.addEventListener('click', async (event) => {
  const link = event.target.closest('a[data-act], a.comment-reply, a[data-post]');
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.dataset.busy) return;
  link.dataset.busy = 'yes';
  try {
    await act(link);
  } catch (error) {
    console.info(error);
    if (draft()) keep(draft());
    else location.assign(link.href);
  } finally {
    delete link.dataset.busy;
  }
});

let sending = false;
addEventListener('beforeunload', (event) => { if (!sending && draft()) event.preventDefault(); });

document.addEventListener('submit', async (event) => {
  const here = event.target.closest('.comment-here');
  if (!here) return;
  event.preventDefault();
  const form = event.target;
  if (form.dataset.busy) return;
  form.dataset.busy = 'yes';
  try {
    await send(form, event.submitter, here);
  } catch (error) {
    console.info(error);
    form.action = form.getAttribute('action') || here.dataset.url;
    sending = true;
    form.submit(); // the browser says itself what is wrong, and keeps the words
  } finally {
    delete form.dataset.busy;
  }
});

// Characters left, said when few are, and only once the typing pauses.
function count(area) {
  const most = Number(area.dataset.most);
  const said = area.form?.dataset;
  if (!most || !said?.left) return;
  const line = document.createElement('p');
  line.className = 'characters-left';
  line.setAttribute('role', 'status');
  area.after(line);
  let pause;
  const tell = () => {
    const left = most - [...area.value].length;
    line.toggleAttribute('data-over', left < 0);
    line.textContent = left <= most / 5 ? (left < 0 ? said.over : said.left).replace('COUNT', Math.abs(left)) : '';
  };
  area.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(tell, 600);
  });
  tell();
}
for (const area of document.querySelectorAll('textarea[data-most]')) count(area);

// A passage of the story that is marked can be quoted.
let offered;
function offer() {
  offered?.remove();
  offered = undefined;
  const marked = document.getSelection();
  const words = marked.toString().replace(/\s+/g, ' ').trim();
  const body = document.querySelector('.story-body');
  if (!told.quote || !body || words.length < 3 || words.length > 500) return;
  if (!body.contains(marked.anchorNode) || !body.contains(marked.focusNode)) return;
  const box = marked.getRangeAt(0).getBoundingClientRect();
  offered = document.createElement('a');
  offered.className = 'quote-this';
  offered.href = `${told.quote}?passage=${encodeURIComponent(words)}`;
  offered.textContent = told.quoteWords;
  offered.lang = around.lang;
  document.body.append(offered);
  const room = document.documentElement.clientWidth - offered.offsetWidth - 8;
  offered.style.insetBlockStart = `${box.bottom + scrollY + 6}px`;
  offered.style.left = `${Math.max(8, Math.min(box.left, room))}px`;
}
let settling;
document.addEventListener('selectionchange', () => {
  clearTimeout(settling);
  settling = setTimeout(offer, 300);
});

// New comments: asked for once a minute at most, while the page is looked at, more and more seldom, for an hour.
const opened = Date.now();
let wait = MINUTE;
let asked = opened;
async function ask() {
  asked = Date.now();
  wait *= 1.5;
  try {
    const response = await fetch(`${told.news}?after=${told.count}`, { credentials: 'omit' });
    if (response.ok) announce(await response.json());
  } catch (error) {
    console.info(error);
    wait *= 2;
  }
}
function announce({ count: many, address }) {
  const line = around.querySelector('.comments-news');
  const words = many === 1 ? told.newOne : told.newMany.replace('COUNT', many);
  if (!line || !many || line.textContent === words) return;
  const link = document.createElement('a');
  link.href = address;
  link.textContent = words;
  link.addEventListener('click', (event) => {
    if (draft()) { event.preventDefault(); keep(draft()); }
    // The place is on this page as it is now, so the page has to come again.
    else if (link.pathname === location.pathname) setTimeout(() => location.reload());
  });
  line.replaceChildren(link);
}
const asking = setInterval(() => {
  if (!told.news || Date.now() - opened > 60 * MINUTE) clearInterval(asking);
  else if (!document.hidden && Date.now() - asked >= wait) ask();
}, MINUTE / 4);
