"""The one policy of what HTML may be stored in a body: forms, imports and APIs all pass through `clean_html`."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import nh3

from articles.text.embeds import is_embeddable

TAGS = frozenset(
    "p br hr h2 h3 h4 strong b em i u s sub sup a ul ol li blockquote cite q pre code figure figcaption aside "
    "table thead tbody tfoot tr th td caption span".split()
)
ATTRIBUTES = {
    "a": {"href", "title", "hreflang"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "span": {"data-statement"},
    "figure": {"data-picture", "data-alt", "data-embed"},
    "*": {"lang", "dir"},
}
# One closed set of values each. nh3 wants such an attribute named here and not above.
ATTRIBUTE_VALUES = {"aside": {"data-pullquote": {""}}}
URL_SCHEMES = frozenset({"http", "https", "mailto"})
NUMBERED = frozenset({"data-statement", "data-picture", "start", "colspan", "rowspan"})
LONGEST_ALT = 300
BLOCKS = frozenset("p h2 h3 h4 li blockquote pre figcaption td th caption aside hr".split())

# A character reference of more digits than any character has makes Python's html.unescape raise (over 4,300 digits)
# in each page that later truncates or links the text. The longest real one is &#1114111;.
ENDLESS_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,})")
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
EMPTY_BEGINNING = re.compile(r"(<pre\b[^>]*>)\n+")


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name in NUMBERED and not (value.isascii() and value.isdigit() and len(value) < 12):
        return None
    if name == "data-alt":  # the words of a picture in this place; none of its letters can end a tag in what reads it
        return value.replace("<", "").replace(">", "")[:LONGEST_ALT]
    if name == "data-embed" and not is_embeddable(value):
        return None
    if name == "dir" and value not in {"ltr", "rtl", "auto"}:
        return None
    return value


_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    tag_attribute_values=ATTRIBUTE_VALUES,
    attribute_filter=_keep_attribute,
    url_schemes=set(URL_SCHEMES),
    clean_content_tags={"script", "style", "template", "noscript", "iframe", "object", "svg", "math"},
    link_rel="noopener",
)

# What a comment may hold: it is plain text, and its markup is our own. A link of a reader's earns its target nothing.
COMMENT_TAGS = frozenset("p br a blockquote em strong".split())
_comment_cleaner = nh3.Cleaner(
    tags=set(COMMENT_TAGS),
    attributes={"a": {"href"}},
    tag_attribute_values={tag: {"dir": {"ltr", "rtl", "auto"}} for tag in ("p", "blockquote")},
    url_schemes={"http", "https"},
    clean_content_tags={"script", "style"},
    link_rel="nofollow ugc",
)


def clean_text(text: str) -> str:
    """`text` without control characters, lone surrogates and endless character references; line ends are \\n."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return ENDLESS_REFERENCE.sub("&amp;#", CONTROL_CHARACTERS.sub("", text))


def clean_html(markup: str) -> str:
    """The last step before a body is stored: what the policy allows, well-formed. Idempotent; any string will do.

    A character reference (“&#1;”) is no control character until the cleaner has read it. One that came out is taken away
    before a second cleaning: taken away after it, the letters around it might be an address that was never looked at. So
    are empty lines that begin a `pre`, of which each reading of the markup would drop one more.
    """
    return _cleaned_by(_cleaner, markup)


def clean_comment(markup: str) -> str:
    """The last step before a comment is shown: what `COMMENT_TAGS` allows, well-formed. Idempotent; any string will do."""
    return _cleaned_by(_comment_cleaner, markup)


def _cleaned_by(cleaner: nh3.Cleaner, markup: str) -> str:
    cleaned = cleaner.clean(clean_text(markup))
    text = EMPTY_BEGINNING.sub(r"\1", clean_text(cleaned))
    return cleaned if text == cleaned else cleaner.clean(text)


def paragraphs_to_html(paragraphs: list[str]) -> str:
    """Plain paragraphs as a body, each escaped."""
    return "\n".join(f"<p>{html.escape(text, quote=False)}</p>" for text in paragraphs)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS:
            self.parts.append("\n")
        elif tag == "br":
            self.parts.append(" ")

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data):
        self.parts.append(data.replace("\n", " "))


def plain_paragraphs(markup: str) -> list[str]:
    """The plain text of sanitised `markup`, a string for each block, white space folded, empty blocks left out."""
    words = _Words()
    words.feed(clean_text(markup))
    words.close()
    return [line for line in (" ".join(part.split()) for part in "".join(words.parts).split("\n")) if line]


def plain_text(markup: str) -> str:
    """The plain text of sanitised `markup`, blocks parted by a line end."""
    return "\n".join(plain_paragraphs(markup))
