"""The body as readers get it: the edition's sanitised HTML with its reference elements replaced by what they stand for.

The stored body refers to statements (`<span data-statement="12">words</span>`) and pictures
(`<figure data-picture="3"></figure>`) by key, and to embeds by address. Here each becomes rendered markup or disappears,
so that no key of a source, statement or picture reaches a reader. Tables get a region to scroll in, and a pull quote
that only repeats the text is kept from being read out twice. Nothing else of the sanitised markup is changed.
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
from articles.reading.ahead import Ahead
from articles.reading.quoting import Part, Piece, with_quotes
from articles.reading.source_cards import Mark
from articles.text.embeds import embed_at

KEY_OF_PICTURE = "data-picture"
WORDS_HERE = "data-alt"
KEY_OF_STATEMENT = "data-statement"
EMBEDDED = "data-embed"
PULLED = "data-pullquote"
MARKED = re.compile(r'<span\b[^>]*\bdata-statement="([0-9]+)"')
VOID = frozenset({"br", "hr"})
WAY = '<a class="'  # the sanitiser keeps no class, so no link of the body begins so


def pictures_of(body_html: str, *others: int | None) -> dict[str, Picture]:
    """The pictures that a sanitised body refers to, and `others` by their keys. One query, or none without pictures."""
    keys = _Keys()
    keys.feed(body_html)
    wanted = {int(key) for key in keys.found} | {key for key in others if key}
    return {str(pk): picture for pk, picture in Picture.objects.in_bulk(wanted).items()} if wanted else {}


def marks_in(body_html: str) -> list[int]:
    """The keys of the statements that a sanitised body refers to, each once, in the order of the text."""
    return list(dict.fromkeys(int(key) for key in MARKED.findall(body_html)))


def render_body(body_html: str, *, pictures: Mapping[str, Picture], statements: Mapping[int, Mark]) -> SafeString:
    """The body as HTML. `pictures` are those known, by key; `statements` the marks of those readers may know as such."""
    counted = Counter(int(key) for key in MARKED.findall(body_html))
    renderer = _Renderer(pictures, statements, counted, Ahead(body_html))
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

    def __init__(
        self,
        pictures: Mapping[str, Picture],
        statements: Mapping[int, Mark],
        spans: Counter[int],
        ahead: Ahead,
    ) -> None:
        super().__init__(convert_charrefs=False)
        self.labels, self.repeats, self.captioned = iter(ahead.tables), iter(ahead.repeats), iter(ahead.captioned)
        self.known_pictures, self.known_statements, self.spans = pictures, statements, spans
        self.pieces: list[Piece] = []
        self.open: list[tuple[str, str, Mark | None]] = []
        self.begun: set[int] = set()  # statements whose first part has been written
        self.spoken: list[Mark] = []  # of the outermost statement that is open, and of all inside it
        self.since = 0  # where its pieces begin
        self.waiting: list[Mark] = []  # whose ways to their cards may not stand inside the link that is open
        self.dropped = 0  # how many elements deep inside a figure whose picture is gone

    def handle_starttag(self, tag, attrs):
        ahead = {"table": self.labels, "aside": self.repeats, "figure": self.captioned}.get(tag)
        known = next(ahead, None) if ahead else None  # also of what is dropped, or the next would get its place
        if self.dropped:
            self.dropped += tag not in VOID
            return
        written = dict(attrs)
        if tag == "span" and KEY_OF_STATEMENT in written:
            self.begin_statement(written)
        elif tag == "figure" and KEY_OF_PICTURE in written:
            picture = self.known_pictures.get(written[KEY_OF_PICTURE] or "")
            self.begin_picture(picture, written.get(WORDS_HERE), own_caption=bool(known))
        elif tag == "figure" and EMBEDDED in written:
            self.begin_embed(written)
        elif tag == "table":
            self.begin_table(str(known or ""))
        elif tag == "aside":
            self.begin_pull_quote(repeats=bool(known) and PULLED in written)
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

    def begin_picture(self, picture: Picture | None, alt: str | None, *, own_caption: bool) -> None:
        """`alt` is what the text says of it here: None where it says nothing, empty where it is decorative."""
        if picture is None:
            self.dropped = 1
            return
        context = {"picture": picture, "alt": alt, "decorative": alt == "", "own_caption": own_caption}
        self.begin("figure", render_to_string("reading/_figure.html", context), "</figure>")

    def begin_embed(self, written: dict[str, str | None]) -> None:
        embed = embed_at(written[EMBEDDED] or "")
        if embed is None:
            self.dropped = 1
            return
        self.begin("figure", render_to_string("reading/_embed.html", {"embed": embed}), "</figure>")

    def begin_table(self, label: str) -> None:
        """It scrolls by itself, and by keyboard, so that a wide table never makes the page scroll sideways."""
        region = format_html(
            '<div class="table-scroll" role="region" aria-label="{}" tabindex="0">', label or _("Table")
        )
        self.begin("table", f"{region}{self.get_starttag_text() or ''}", "</table></div>")

    def begin_pull_quote(self, *, repeats: bool) -> None:
        """Words of the text, set large. Whoever has the page read out has heard them, or will."""
        opening = self.get_starttag_text() or ""
        self.begin("aside", f'{opening[:-1]} aria-hidden="true">' if repeats else opening, "</aside>")

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
