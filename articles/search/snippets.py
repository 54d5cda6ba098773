"""The words around a hit, as HTML: everything escaped, the hits in `<mark>`."""

from __future__ import annotations

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# What a back end puts around a hit. Texts cannot hold these: the sanitiser drops control characters.
START, STOP = "\x02", "\x03"
ELLIPSIS = "…"
MARKED = re.compile(f"{START}([^{START}{STOP}]*){STOP}")
STRAY = re.compile(f"[{START}{STOP}]")


def as_html(snippet: str) -> SafeString:
    """`snippet` with `<mark>` in place of each pair of signs; a sign without its other half is dropped."""
    marked = MARKED.sub(r"<mark>\1</mark>", str(escape(" ".join(snippet.replace("\n", " ").split(" ")))))
    # Safe: escaped first; the only markup is the mark element written here.
    return mark_safe(STRAY.sub("", marked))  # noqa: S308 - escaped, see above
