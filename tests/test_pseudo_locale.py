"""No raw English on a public page: every text is asked of the catalogue, so another language can replace all of it.

The catalogue here answers each text between ⟦ and ⟧. The world is the canaries', whose own words are told apart.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import trans_real

from tests.canaries import CANARY, Canaries, build
from tests.test_canary import ARGUMENTS

pytestmark = pytest.mark.django_db

EACH = 6  # addresses of one kind
READ_ALOUD = {"alt", "title", "aria-label", "placeholder", "label", "data-left", "data-over", "data-draft"}
SILENT = {"script", "style"}
WORD = re.compile(r"[A-Za-z]{2,}")
# What the world of the canaries says beside them, and languages, which are named in themselves.
OF_THE_WORLD = re.compile(
    r"https://|A reason for readers|@example\.org|\.example|\bThe\b|\bleft\b|\bEnglish\b|français"
)
# Names of things that are the same in every language, and what names itself in its own.
PROPER = {"RSS", "Atom", "JSON", "UTC", "Newsroom", "CC", "BY"}


class Said(HTMLParser):
    """`texts`: all that a page says to somebody and no catalogue was asked for, with the element that says it.

    A translated text may hold elements, so its brackets are followed from one to the next.
    """

    def __init__(self, page: str):
        super().__init__()
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.depth = 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        said = [value for name, value in attrs if name in READ_ALOUD and value]
        if tag == "input" and named.get("type") in {"submit", "button"}:
            said.append(named.get("value") or "")
        if tag == "meta" and named.get("name") == "description":
            said.append(named.get("content") or "")
        self.texts += [(tag, outside(text)[0]) for text in said]
        if tag in SILENT:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data):
        if not self.open:
            text, self.depth = outside(data, self.depth)
            self.texts.append((self.lasttag, text))


def outside(text: str, depth: int = 0) -> tuple[str, int]:
    """What of `text` stands outside of all brackets, when `depth` were open before it; and how many are open after it."""
    kept = []
    for letter in text:
        depth += {"⟦": 1, "⟧": -1}.get(letter, 0)
        kept.append(letter if depth == 0 else " ")
    return "".join(kept), depth


def raw_english(page: str) -> list[str]:
    found = []
    for tag, text in Said(page).texts:
        rest = OF_THE_WORLD.sub(" ", CANARY.sub("", text))
        if words := [word for word in WORD.findall(rest) if word not in PROPER]:
            found.append(f"<{tag}> {' '.join(text.split())[:80]}: {' '.join(words)[:60]}")
    return found


@pytest.fixture
def pseudo(monkeypatch):
    """Each text between brackets, whatever the language."""
    real = trans_real.gettext
    monkeypatch.setattr(trans_real, "gettext", lambda message: f"⟦{real(message)}⟧" if str(message) else "")
    monkeypatch.setattr(trans_real, "ngettext", lambda one, more, number: f"⟦{real(one if number == 1 else more)}⟧")
    monkeypatch.setattr(trans_real, "pgettext", lambda context, message: f"⟦{real(message)}⟧")
    monkeypatch.setattr(
        trans_real, "npgettext", lambda context, one, more, number: f"⟦{real(one if number == 1 else more)}⟧"
    )
    from django.utils import translation

    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        monkeypatch.setattr(translation._trans, name, getattr(trans_real, name), raising=False)
    settings.READERS_GET_MAIL = True


def test_no_raw_english_on_any_public_page(client, pseudo):
    build(Canaries())
    found: dict[str, str] = {}
    read = 0
    for name, arguments in ARGUMENTS.items():
        for kwargs in arguments()[:EACH]:
            response = client.get(reverse(name, kwargs=kwargs))
            if response.headers.get("Content-Type", "").startswith("text/html"):
                read += 1
                for line in raw_english(response.text):
                    found.setdefault(line, f"{name}: {line}")
    assert read > 100
    assert not found, "\n".join(sorted(found.values()))


def test_the_walk_does_find_raw_english():
    assert raw_english("<p>Post a comment</p>") == ["<p> Post a comment: Post comment"]
    assert raw_english('<a title="Share it">⟦Share⟧ zqabcdefghix</a>') == ["<a> Share it: Share it"]
    assert raw_english("<p>⟦By⟧ zqabcdefghix ⟦in ⟦May⟧ 2026⟧</p>") == []
