"""What reading a document yields: plain dataclasses, no database, no HTML.

`read_document` (in `articles.importing.readers`) makes a `ReadDocument`; the importer turns it into
articles, sources and comments. Absent things are None (never an empty string), texts are stripped.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Status = Literal["imported", "needs_review", "rejected"]
ParagraphKind = Literal["text", "crosshead", "pull quote", "list item"]


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line of the file; `number` counts from 1 over all physical lines, blank ones included."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Leftover:
    """A non-blank line that is neither paragraph, field nor comment, with the reason in `kind`."""

    line: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Warning_:  # noqa: N801 - `Warning` is a built-in exception
    """Something an editor should look at; `code` is stable, `message` is a sentence for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    kind: ParagraphKind = "text"


@dataclass(frozen=True, slots=True)
class ReadComment:
    """A reader's comment as printed.

    `author` is "" when the page names none; paragraphs of `text` are parted by a blank line;
    `date` is naive when the page gives no zone; `reply_to` is an index into the article's comments.
    """

    author: str
    text: str
    date_raw: str | None = None
    date: datetime | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """One article; `headline_is_working` marks a headline cut from the first sentence, not printed on the page."""

    publisher: str | None
    headline: str
    headline_is_working: bool
    date: date | None
    date_raw: str | None
    byline: str | None
    dateline: str | None
    paragraphs: list[Paragraph]
    comments: list[ReadComment]
    language: str
    direction: Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The whole reading. `accounts` names for each non-blank line (number) its one role.

    A rejected document has no article and a warning whose message says why and what to do.
    """

    status: Status
    warnings: list[Warning_]
    articles: list[ReadArticle]
    leftovers: list[Leftover]
    encoding: str
    newline: str
    sha256: str
    accounts: list[tuple[int, str]] = field(default_factory=list)
