"""The body as readers get it: the edition's sanitised HTML with its reference elements replaced by what they stand for.

The stored body refers to statements (`<span data-statement="12">words</span>`) and pictures
(`<figure data-picture="3"></figure>`) by key. Here each becomes rendered markup or disappears, so that no key of a
source, statement or picture reaches a reader. Nothing else of the sanitised markup is changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.pictures.models import Picture
from articles.reading.quoting import Part, Piece, with_quotes
from articles.reading.source_cards import Mark

KEY_OF_PICTURE = "data-picture"
KEY_OF_STATEMENT = "data-statement"
MARKED = re.compile(r'<span\b[^>]*\bdata-statement="([0-9]+)"')
VOID = frozenset({"br", "hr"})
WAY = '<a class="'  # the sanitiser keeps no class, so no link of the body begins so


def pictures_in(body_html: str) -> dict[str, Picture]:
    """The pictures that a sanitised body refers to, by the key as written. One query, or none without pictures."""
    keys = _Keys()
    keys.feed(body_html)
    if not keys.found:
        return {}
    return {str(pk): picture for pk, picture in Picture.objects.in_bulk({int(key) for key in keys.found}).items()}


def marks_in(body_html: str) -> list[int]:
    """The keys of the statements that a sanitised body refers to, each once, in the order of the text."""
    return list(dict.fromkeys(int(key) for key in MARKED.findall(body_html)))


def render_body(body_html: str, *, pictures: Mapping[str, Picture], statements: Mapping[int, Mark]) -> SafeString:
    """The body as HTML. `pictures` are those known, by key; `statements` the marks of those readers may know as such."""
    renderer = _Renderer(pictures, statements, Counter(int(key) for key in MARKED.findall(body_html)))
    renderer.feed(body_html)
    renderer.close()
    # Safe: every piece is either markup as `clean_html` stored it or the output of a template that escapes.
    return mark_safe("".join(piece.raw for piece in renderer.pieces))  # noqa: S308 - sanitised before it was stored, see above


class _Keys(HTMLParser):
    """Collects the keys of `<figure data-picture>`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: set[str] = set()

    def handle_starttag(self, tag, attrs):
        if tag == "figure" and (key := dict(attrs).get(KEY_OF_PICTURE)):
            self.found.add(key)


class _Renderer(HTMLParser):
    """Copies sanitised markup piece by piece. `open` holds, for each open element, its tag, what closes it and its mark.

    `spans` counts the parts of each statement that are still to come: the last one is followed by the way to its card.
    """

    def __init__(self, pictures: Mapping[str, Picture], statements: Mapping[int, Mark], spans: Counter[int]) -> None:
        super().__init__(convert_charrefs=False)
        self.known_pictures, self.known_statements, self.spans = pictures, statements, spans
        self.pieces: list[Piece] = []
        self.open: list[tuple[str, str, Mark | None]] = []
        self.begun: set[int] = set()  # statements whose first part has been written
        self.spoken: list[Mark] = []  # of the outermost statement that is open, and of all inside it
        self.since = 0  # where its pieces begin
        self.waiting: list[Mark] = []  # whose ways to their cards may not stand inside the link that is open
        self.dropped = 0  # how many elements deep inside a figure whose picture is gone

    def handle_starttag(self, tag, attrs):
        if self.dropped:
            self.dropped += tag not in VOID
            return
        written = dict(attrs)
        if tag == "span" and KEY_OF_STATEMENT in written:
            self.begin_statement(written)
        elif tag == "figure" and KEY_OF_PICTURE in written:
            self.begin_picture(self.known_pictures.get(written[KEY_OF_PICTURE] or ""))
        elif tag == "table":
            # It scrolls by itself, and by keyboard, so that a wide table never makes the page scroll sideways.
            label = _("Table")
            self.begin(
                tag,
                f'<div class="table-scroll" role="region" aria-label="{label}" tabindex="0"><table>',
                "</table></div>",
            )
        elif tag in VOID:
            self.pieces.append(Piece(Part.WHOLE, self.get_starttag_text() or ""))
        else:
            self.begin(tag, self.get_starttag_text() or "", f"</{tag}>")

    def begin(self, tag: str, opening: str, closing: str, mark: Mark | None = None) -> None:
        self.pieces.append(Piece(Part.OPENS, opening))
        self.open.append((tag, closing, mark))

    def begin_statement(self, written: dict[str, str | None]) -> None:
        key = int(written[KEY_OF_STATEMENT] or 0)
        mark = self.known_statements.get(key)
        self.spans[key] -= 1
        if mark is None:
            self.begin("span", "", "")
            return
        if not any(other for _tag, _closing, other in self.open):
            self.spoken, self.since = [], len(self.pieces)
        self.spoken.append(mark)
        name = "" if key in self.begun else format_html(' id="said-{}"', mark.place)
        self.begun.add(key)
        kept = "".join(
            format_html(' {}="{}"', given, written[given]) for given in ("lang", "dir") if written.get(given)
        )
        self.begin("span", f'<span class="statement"{name}{kept}>', "</span>", mark)

    def begin_picture(self, picture: Picture | None) -> None:
        if picture is None:
            self.dropped = 1
            return
        self.begin("figure", render_to_string("reading/_figure.html", {"picture": picture}), "</figure>")

    def handle_endtag(self, tag):
        if self.dropped:
            self.dropped -= tag not in VOID
        elif self.open and self.open[-1][0] == tag:
            _tag, closing, mark = self.open.pop()
            if mark is not None and not self.spans[mark.key]:
                self.waiting.append(mark)
            if self.waiting and mark is not None and not self.is_inside_a_link():
                self.write_ways()
            self.pieces.append(Piece(Part.CLOSES, closing))
            if mark is not None and not any(other for _tag, _closing, other in self.open):
                self.end_outermost()
            if tag == "a" and not self.is_inside_a_link():
                self.write_ways()

    def end_outermost(self) -> None:
        quotes = [quote for mark in self.spoken for quote in mark.quotes]
        look = any(mark.has_quotes for mark in self.spoken)
        self.pieces[self.since :] = with_quotes(self.pieces[self.since :], quotes, look=look)

    def write_ways(self) -> None:
        """Numbers that follow each other directly stand apart, or 2 and 1 would be 21."""
        for mark in self.waiting:
            last = next((piece for piece in reversed(self.pieces) if piece.part is not Part.CLOSES), None)
            follows = last is not None and last.raw.startswith(WAY)
            self.pieces.append(Piece(Part.WHOLE, way_to_card(mark, follows=follows)))
        self.waiting = []

    def is_inside_a_link(self) -> bool:
        return any(tag == "a" for tag, _closing, _mark in self.open)

    def handle_data(self, data):
        self.copy(data)

    def handle_entityref(self, name):
        self.copy(f"&{name};")

    def handle_charref(self, name):
        self.copy(f"&#{name};")

    def copy(self, text: str) -> None:
        if not self.dropped:
            self.pieces.append(Piece(Part.WORDS, text))


def way_to_card(mark: Mark, *, follows: bool = False) -> str:
    """The link from the words to the card of who said them: a small number, the same as that of the card."""
    label = _("Source %(number)d: %(name)s") % {"number": mark.card.number, "name": mark.card.name}
    kind = "by by-next" if follows else "by"
    return WAY + format_html('{2}" href="#source-{0}" aria-label="{1}">{0}</a>', mark.card.number, label, kind)
