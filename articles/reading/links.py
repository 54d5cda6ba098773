"""Links of a finished page, rewritten in place: every other character of it stays what it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from html.parser import HTMLParser

from django.utils.html import escape, format_html_join

HREF = re.compile(r"""(\shref\s*=\s*)(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


def rewritten(page: str, change: Callable[[str], str], hidden: Mapping[str, str]) -> str:
    """`page` with `change` applied to the address of each `<a>`, and with `hidden` fields in each form that gets."""

    def with_change(match: re.Match[str]) -> str:
        return f'{match[1]}"{escape(change(unescape(match[2] or match[3] or "")))}"'

    tags = _Tags(page)
    fields = format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden.items())
    pieces, end = [], 0
    for start, name, text, attributes in tags.found:
        pieces += [page[end:start], HREF.sub(with_change, text, 1) if name == "a" else text]
        end = start + len(text)
        if name == "form" and (attributes.get("method") or "get").lower() == "get":
            pieces.append(fields)
    return "".join([*pieces, page[end:]])


class _Tags(HTMLParser):
    """Collects `found`: offset, name, text and attributes of each opening `<a>` and `<form>`. Scripts are no markup."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, str, str, dict[str, str | None]]] = []
        self.lines = [0, *(match.end() for match in re.finditer("\n", page))]
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag in {"a", "form"}:
            line, column = self.getpos()
            self.found.append((self.lines[line - 1] + column, tag, self.get_starttag_text() or "", dict(attrs)))
