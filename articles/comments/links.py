"""Web addresses in running text: where they stand, how many there are, and what a link of one looks like.

Django's `urlize` is not used: it unescapes character references, and one of more than 4,300 digits makes it raise,
so that one comment would break every page that shows it. Here nothing is ever unescaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from articles.text.sanitise import clean_comment

# As far as a web address can go in running text. The bound keeps the cost of trimming its end small.
ADDRESS = re.compile(r"""\b(?:https?://|www\.)[^\s<>"'“”„«»‘’`]{1,1000}""", re.IGNORECASE)
TRAILING = ".,:;!?…*_~"
BRACKETS = {")": "(", "]": "[", "}": "{"}
# An address written without its scheme, by the endings that such addresses mostly have.
BARE_ENDING = re.compile(
    r"(?<=\w)\.(?:com|net|org|info|biz|io|co|me|ly|ru|cn|su|xyz|top|site|online|shop|store|club|live|link|click|win)(?![\w-])",
    re.IGNORECASE,
)
# A name in any script, or an address in numbers: what no host may hold makes no link, it would lead nowhere.
HOST = re.compile(r"""[^\s!"#$%&'()*+,/:;<=>?@\[\\\]^`{|}~]{1,253}|[0-9a-f:.]{2,45}""")
REL = "nofollow ugc"


def count_links(text: str) -> int:
    """How many web addresses `text` holds, those without a scheme and those in mail addresses included."""
    rest = ADDRESS.sub(" ", text)
    return len(ADDRESS.findall(text)) + len(BARE_ENDING.findall(rest))


def linked(line: str) -> Iterator[str | SafeString]:
    """The parts of a line: plain words, not yet escaped, and links, which are safe strings."""
    done = 0
    for match in ADDRESS.finditer(line):
        shown = _without_trailing(match.group())
        address = shown if shown.lower().startswith("http") else f"https://{shown}"
        if not _is_web_address(address):
            continue
        link = format_html('<a href="{}" rel="{}">{}</a>', address, REL, shown)
        if "href=" not in clean_comment(f'<a href="{escape(address)}"></a>'):
            continue  # no address to those who know all the rules for names (“https://_א”): plain words
        yield line[done : match.start()]
        yield link
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
        return (
            parts.scheme in {"http", "https"} and bool(HOST.fullmatch(parts.hostname or "")) and "@" not in parts.netloc
        )
    except ValueError:
        return False
