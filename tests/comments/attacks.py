"""The collections of script attacks beside the checkout, and Chromium watched for anything that one of them sets off."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "badinput"
XSS = FOLDER / "xss"
FIRES = "fires-raw-chromium156.json"  # keys of those that fire when they stand in a page as they are
# Whatever a payload calls to show that it runs, in the page or in a frame that it made.
TRAPS = """
for (const name of ["alert", "confirm", "prompt", "print"])
    window[name] = (...said) => { window.somethingRan(`${name}(${said.join().slice(0, 80)})`); return null; };
console.log = (...said) => window.somethingRan(`console.log(${said.join().slice(0, 80)})`);
"""
# What a reader's mouse, keyboard and finger may set off, on every element of the page: each event that an element has a
# handler for, and clicks, which lead to no other page unless they run something.
PROVOKE = """() => {
    const mayRun = element => /^\\s*(?:j|data|vbs)/i.test(element.getAttribute("href") || element.getAttribute("xlink:href") || "");
    addEventListener("click", event => {
        if (!event.composedPath().some(each => each.getAttribute && mayRun(each))) event.preventDefault();
    }, true);
    addEventListener("submit", event => event.preventDefault(), true);
    const always = ["mouseover", "mouseenter", "focus", "input", "load", "error", "toggle", "animationend", "click"];
    for (const element of document.querySelectorAll("*")) {
        const handlers = element.getAttributeNames().filter(name => /^on/i.test(name)).map(name => name.slice(2).toLowerCase());
        for (const name of new Set([...always, ...handlers]))
            element.dispatchEvent(new MouseEvent(name, { bubbles: false, cancelable: true, composed: true }));
    }
    return new Promise(done => setTimeout(done, 20));  // a link that runs something does so a moment later
}"""
# What an HTML5 parser found in the page: kinds of elements, and everything that could run. A story is sent to a friend
# by a link of its own to the mail program; in a comment such a link is none of ours.
LOOK = """() => {
    const expected = element => element.closest("article.comment") ? ["http:", "https:"] : ["http:", "https:", "mailto:"];
    const kinds = new Set(), active = [];
    for (const element of document.querySelectorAll("*")) {
        kinds.add(element.localName);
        for (const { name, value } of element.attributes) {
            if (name.startsWith("on") || name === "srcdoc") active.push(`${element.localName} ${name}`);
            if (["href", "src", "action", "formaction", "xlink:href", "data", "poster"].includes(name)
                && !expected(element).includes(new URL(value, document.baseURI).protocol))
                active.push(`${element.localName} ${name}=${value}`);
        }
    }
    return [[...kinds].sort(), active];
}"""


def collected() -> dict[str, str]:
    """Every payload by its key: the file, and the line counted from 1, or the place in the list counted from 0."""
    if not XSS.is_dir():
        pytest.skip("the corpora of bad input are not beside the checkout (../shared/corpora/badinput/xss)")
    found = {}
    for file in sorted(XSS.glob("*.txt")):
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        found |= {f"{file.name}:{number}": line for number, line in enumerate(lines, 1) if line.strip()}
    for name in ("h5sc.json", "dompurify-expect.json", "owasp-filter-evasion.json"):
        rows = json.loads((XSS / name).read_text(encoding="utf-8"))
        texts = [row if isinstance(row, str) else row["payload"] for row in rows]
        found |= {f"{name}:{number}": text for number, text in enumerate(texts) if text.strip()}
    naughty = json.loads((FOLDER / "text" / "blns.json").read_text(encoding="utf-8"))
    return found | {f"blns:{number}": text for number, text in enumerate(naughty) if text.strip()}


def that_fire() -> dict[str, str]:
    """Those of the lists of lines that are known to run when a page holds them as they are."""
    known = set(json.loads((XSS / FIRES).read_text(encoding="utf-8"))) if XSS.is_dir() else set()
    return {key: text for key, text in collected().items() if key in known}


class Watched:
    """A page of Chromium that notes dialogs, windows, navigations away and requests to any host but `home`."""

    def __init__(self, context, home: str):
        self.home, self.seen, self.said = urlsplit(home).netloc, [], []
        context.expose_binding("somethingRan", lambda _source, what: self.seen.append(what))
        context.add_init_script(TRAPS)
        context.route(lambda url: urlsplit(url).netloc != self.home, self._abroad)
        self.page = context.new_page()
        self.page.on("dialog", self._dialog)
        self.page.on("popup", lambda _page: self.seen.append("a window"))
        self.page.on("console", lambda message: self.said.append(message.text))

    def _abroad(self, route) -> None:
        self.seen.append(f"asked for {route.request.url[:200]}")
        route.abort()

    def _dialog(self, dialog) -> None:
        self.seen.append(f"a dialog: {dialog.message[:80]}")
        dialog.dismiss()

    def fired(self, url: str) -> list[str]:
        """Open `url`, poke at everything on it, and tell what happened that should not."""
        self.seen.clear()
        self.page.goto(url, wait_until="load")
        return self.provoked()

    def provoked(self) -> list[str]:
        """Poke at everything on the page that is open."""
        self.page.evaluate(PROVOKE)
        return list(self.seen)

    def fired_raw(self, html: str) -> list[str]:
        """As `fired`, of a page of this host that is `html` and nothing else. What never ends loading counts as it is."""
        control = f"http://{self.home}/control/"
        self.seen.clear()
        self.page.context.route(control, lambda route: route.fulfill(body=html, content_type="text/html"))
        with contextlib.suppress(Error):
            self.page.goto(control, wait_until="load", timeout=1500)
            if not self.seen:
                self.provoked()
        self.page.context.unroute(control)
        return list(self.seen)

    def looked_at(self) -> tuple[list[str], list[str]]:
        """The kinds of elements in the page that is open, and what in it could run."""
        kinds, active = self.page.evaluate(LOOK)
        return kinds, active
