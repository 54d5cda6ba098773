"""The body as readers get it: the edition's sanitised HTML with its reference elements replaced by what they stand for.

The stored body refers to statements (`<span data-statement="12">words</span>`) and pictures
(`<figure data-picture="3"></figure>`) by key. Here each becomes rendered markup or disappears, so that no key of a
source, statement or picture reaches a reader. Nothing else of the sanitised markup is changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from html.parser import HTMLParser

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.pictures.models import Picture

KEY_OF_PICTURE = "data-picture"
KEY_OF_STATEMENT = "data-statement"
VOID = frozenset({"br", "hr"})


def pictures_in(body_html: str) -> dict[str, Picture]:
    """The pictures that a sanitised body refers to, by the key as written. One query, or none without pictures."""
    keys = _Keys()
    keys.feed(body_html)
    if not keys.found:
        return {}
    return {str(pk): picture for pk, picture in Picture.objects.in_bulk({int(key) for key in keys.found}).items()}


def render_body(body_html: str, *, pictures: Mapping[str, Picture], statements: Collection[str]) -> SafeString:
    """The body as HTML. `pictures` are those known, by key; `statements` the keys of those readers may know as such."""
    renderer = _Renderer(pictures, statements)
    renderer.feed(body_html)
    renderer.close()
    # Safe: every piece is either markup as `clean_html` stored it or the output of a template that escapes.
    return mark_safe("".join(renderer.pieces))  # noqa: S308 - sanitised before it was stored, see above


class _Keys(HTMLParser):
    """Collects the keys of `<figure data-picture>`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: set[str] = set()

    def handle_starttag(self, tag, attrs):
        if tag == "figure" and (key := dict(attrs).get(KEY_OF_PICTURE)):
            self.found.add(key)


class _Renderer(HTMLParser):
    """Copies sanitised markup piece by piece. `open` holds, for each open element, what closes it."""

    def __init__(self, pictures: Mapping[str, Picture], statements: Collection[str]) -> None:
        super().__init__(convert_charrefs=False)
        self.known_pictures, self.known_statements = pictures, statements
        self.pieces: list[str] = []
        self.open: list[tuple[str, str]] = []
        self.dropped = 0  # how many elements deep inside a figure whose picture is gone

    def handle_starttag(self, tag, attrs):
        if self.dropped:
            self.dropped += tag not in VOID
            return
        written = dict(attrs)
        if tag == "span" and KEY_OF_STATEMENT in written:
            public = written[KEY_OF_STATEMENT] in self.known_statements
            self.begin(tag, '<span class="statement">' if public else "", "</span>" if public else "")
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
        else:
            self.pieces.append(self.get_starttag_text() or "")
            if tag not in VOID:
                self.open.append((tag, f"</{tag}>"))

    def begin(self, tag: str, opening: str, closing: str) -> None:
        self.pieces.append(opening)
        self.open.append((tag, closing))

    def begin_picture(self, picture: Picture | None) -> None:
        if picture is None:
            self.dropped = 1
            return
        self.begin("figure", render_to_string("reading/_figure.html", {"picture": picture}), "</figure>")

    def handle_endtag(self, tag):
        if self.dropped:
            self.dropped -= tag not in VOID
        elif self.open and self.open[-1][0] == tag:
            self.pieces.append(self.open.pop()[1])

    def handle_data(self, data):
        self.copy(data)

    def handle_entityref(self, name):
        self.copy(f"&{name};")

    def handle_charref(self, name):
        self.copy(f"&#{name};")

    def copy(self, text: str) -> None:
        if not self.dropped:
            self.pieces.append(text)
