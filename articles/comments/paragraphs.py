"""How a comment's plain text is shown: escaped, in paragraphs and lines, its web addresses as links.

Django's `urlize` is not used: it unescapes character references, and one of more than 4,300 digits makes it raise,
so that one comment would break every page that shows it. Here nothing is ever unescaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# As far as a web address can go in running text. The bound keeps the cost of trimming its end small.
ADDRESS = re.compile(r"""\b(?:https?://|www\.)[^\s<>"'“”„«»‘’`]{1,1000}""", re.IGNORECASE)
TRAILING = ".,:;!?…*_~"
BRACKETS = {")": "(", "]": "[", "}": "{"}
# An address written without its scheme, by the endings that such addresses mostly have.
BARE_ENDING = re.compile(
    r"(?<=\w)\.(?:com|net|org|info|biz|io|co|me|ly|ru|cn|su|xyz|top|site|online|shop|store|club|live|link|click|win)(?![\w-])",
    re.IGNORECASE,
)
REL = "nofollow ugc"


def to_html(text: str) -> SafeString:
    """`text` as `<p>` elements, a `<br>` for each line end within one. Any string will do; nothing is lost."""
    paragraphs = [part for part in re.split(r"\n{2,}", text.strip("\n")) if part]
    return format_html_join("\n", "<p>{}</p>", ((_lines(paragraph),) for paragraph in paragraphs))


def count_links(text: str) -> int:
    """How many web addresses `text` holds, those without a scheme and those in mail addresses included."""
    rest = ADDRESS.sub(" ", text)
    return len(ADDRESS.findall(text)) + len(BARE_ENDING.findall(rest))


def _lines(paragraph: str) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((_linked(line),) for line in paragraph.split("\n")))


def _linked(line: str) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in _pieces(line)))


def _pieces(line: str) -> Iterator[str]:
    """The parts of a line: plain words, not yet escaped, and links, which are."""
    done = 0
    for match in ADDRESS.finditer(line):
        shown = _without_trailing(match.group())
        address = shown if shown.lower().startswith("http") else f"https://{shown}"
        if not _is_web_address(address):
            continue
        yield line[done : match.start()]
        yield format_html('<a href="{}" rel="{}">{}</a>', address, REL, shown)
        done = match.start() + len(shown)
    yield line[done:]


def _without_trailing(address: str) -> str:
    """`address` without the full stop or bracket of the sentence around it."""
    while address:
        last = address[-1]
        unpaired = last in BRACKETS and address.count(last) > address.count(BRACKETS[last])
        if last not in TRAILING and not unpaired:
            break
        address = address[:-1]
    return address


def _is_web_address(address: str) -> bool:
    """A web address with a host and no user name before it: `https://bank.example@evil.example` is not made a link."""
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False
