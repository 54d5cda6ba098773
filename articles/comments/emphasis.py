"""Emphasis in a line of plain text: *word* or _word_, and **word** for strong. Pure; everything else is escaped.

Conservative, for readers did not learn a markup: a sign counts only where a word begins or ends, so that 2*3*4,
snake_case, f***ing and a lone asterisk stay as they were typed. Emphasis ends in its line and holds no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

LONGEST = 300  # characters; the bound keeps the cost of signs without an end small
BEFORE = r"""(?<![^\s(\[{"'“”‘’„«»‹›—–…¿¡>-])"""
AFTER = r"""(?=[\s.,:;!?)\]}"'“”‘’«»‹›…—–<-]|$)"""
EMPHASIS = re.compile(
    rf"""{BEFORE}(?:
        \*\*(?P<strong>[^\s*](?:[^*]{{0,{LONGEST}}}[^\s*])?)\*\*
        | \*(?P<starred>[^\s*](?:[^*]{{0,{LONGEST}}}[^\s*])?)\*
        | _(?P<lined>[^\s_](?:[^_]{{0,{LONGEST}}}[^\s_])?)_
    ){AFTER}""",
    re.VERBOSE,
)


def emphasised(words: str) -> str:
    """`words` as markup: escaped, with what is marked in `<em>` and `<strong>`."""
    return "".join(_parts(words)) if "*" in words or "_" in words else escape(words)


def _parts(words: str) -> Iterator[str]:
    done = 0
    for match in EMPHASIS.finditer(words):
        yield escape(words[done : match.start()])
        strong = match["strong"]
        tag = "em" if strong is None else "strong"
        yield f"<{tag}>{escape(strong or match['starred'] or match['lined'])}</{tag}>"
        done = match.end()
    yield escape(words[done:])
