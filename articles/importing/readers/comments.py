"""Reading a comment section: which lines belong to which comment, of any of the four families.

Blogger (old): author line, text, date. Blogger (threaded) and WordPress: author with date, text, buttons.
TypePad and Movable Type: text, then the author line. The announced number of comments checks the reading.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from articles.importing.document import ReadComment
from articles.importing.readers import words as table
from articles.importing.readers.comment_lines import (
    AuthorLine,
    clean_author,
    declared_count,
    is_comment_header,
    is_form_line,
    read_author_line,
    read_date_only,
)
from articles.importing.readers.furniture import furniture_kind
from articles.importing.readers.ledger import Ledger
from articles.importing.readers.lines import Block
from articles.importing.readers.shape import ends_sentence, words


@dataclass(slots=True)
class Draft:
    """A comment while its lines are being gathered."""

    author: str
    date_raw: str | None = None
    date: datetime | None = None
    reply_to: int | None = None
    lines: list[str] = field(default_factory=list)

    def finished(self) -> ReadComment:
        return ReadComment(self.author, "\n\n".join(self.lines), self.date_raw, self.date, self.reply_to)


@dataclass(slots=True)
class Tail:
    """A read comment section: `declared` as its header announces, None when it does not say."""

    comments: list[ReadComment]
    declared: int | None


def read_tail(blocks: Sequence[Block], ledger: Ledger) -> Tail:
    """Read the blocks of a comment section, its header first; every block is accounted for."""
    header, rest = _split_header(blocks, ledger)
    declared = declared_count(header.text) if header else None
    marks = [_mark(block) for block in rest]
    authors = [mark for mark in marks if isinstance(mark, AuthorLine)]
    if declared == 0 and not authors:
        _leave_all(rest, marks, ledger)
        return Tail([], 0)
    _promote_names(rest, marks)
    if authors:
        _demote_extra(rest, marks, declared)
    after = _author_follows(marks)
    reader = _After(rest, marks, ledger, declared) if after else _Before(rest, marks, ledger, declared)
    return Tail(reader.read(), declared)


Mark = AuthorLine | tuple[str, datetime | None] | str | None


def _mark(block: Block) -> Mark:
    """An author line, a date (a pair), "form", "replies", "reply", "furniture", or None for text."""
    if block.key in table.REPLIES_LINES:
        return "replies"
    if block.key in table.REPLY_LINES:
        return "reply"
    if is_form_line(block.text):
        return "form"
    if author := read_author_line(block.text):
        return author
    if when := read_date_only(block.text):
        return when
    return "header" if is_comment_header(block.text) else None


def _split_header(blocks: Sequence[Block], ledger: Ledger) -> tuple[Block | None, Sequence[Block]]:
    if blocks and is_comment_header(blocks[0].text):
        ledger.take(blocks[0], "comment header")
        return blocks[0], blocks[1:]
    return None, blocks


def _leave_all(blocks: Sequence[Block], marks: list[Mark], ledger: Ledger) -> None:
    for block, mark in zip(blocks, marks, strict=True):
        ledger.leave(block, _leftover_kind(block, mark))


def _leftover_kind(block: Block, mark: Mark) -> str:
    if mark in ("form", "reply", "replies"):
        return "comment form"
    return furniture_kind(block) or ("comment form" if mark == "header" else "after comments")


def _promote_names(blocks: Sequence[Block], marks: list[Mark]) -> None:
    """A short line right before a date that is followed by text is a name ("Ann" / "May 5, 2010 at 3:04 pm")."""
    for at in range(1, len(blocks) - 1):
        mark = marks[at]
        if isinstance(mark, tuple) and marks[at - 1] is None and marks[at + 1] is None:
            name = blocks[at - 1].text
            if at > 1 and _wants_text(marks[at - 2]):
                continue  # it is the text of the comment whose author line stands above it
            if words(name) <= 6 and not ends_sentence(name):
                marks[at - 1] = AuthorLine(clean_author(name), None, None)


def _wants_text(mark: Mark) -> bool:
    return isinstance(mark, AuthorLine) and mark.date_raw is None and not mark.follows


def _demote_extra(blocks: Sequence[Block], marks: list[Mark], declared: int | None) -> None:
    """Where more author lines stand than comments were announced, those in the midst of a text are text."""
    spots = [at for at, mark in enumerate(marks) if isinstance(mark, AuthorLine)]
    if declared is None or len(spots) <= declared:
        return
    dated = sum(isinstance(mark, tuple) for mark in marks) >= declared
    for at in reversed(spots[1:]):
        if sum(isinstance(mark, AuthorLine) for mark in marks) <= declared:
            return
        before = marks[at - 1]
        if isinstance(before, AuthorLine) or (before is None and (dated or blocks[at].gap == 0)):
            marks[at] = None


def _author_follows(marks: list[Mark]) -> bool:
    """Whether author lines stand after the texts: the first is of that kind, and text stands before it."""
    for at, mark in enumerate(marks):
        if isinstance(mark, AuthorLine):
            return mark.follows and any(before is None for before in marks[:at])
    return False


class _Reader:
    def __init__(self, blocks: Sequence[Block], marks: list[Mark], ledger: Ledger, declared: int | None):
        self.blocks, self.marks, self.ledger, self.declared = blocks, marks, ledger, declared
        self.drafts: list[Draft] = []

    def _full(self) -> bool:
        return self.declared is not None and len(self.drafts) >= self.declared

    def _leave(self, block: Block, mark: Mark) -> None:
        self.ledger.leave(block, _leftover_kind(block, mark))


class _Before(_Reader):
    """Author line first (Blogger, WordPress)."""

    current: Draft | None = None
    thread: int | None = None

    def read(self) -> list[ReadComment]:
        for at, (block, mark) in enumerate(zip(self.blocks, self.marks, strict=True)):
            if isinstance(mark, AuthorLine):
                self._begin(block, mark)
            elif isinstance(mark, tuple) and self.current and self.current.date_raw is None:
                self.current.date_raw, self.current.date = mark
                self.ledger.take(block, "comment date")
                if self.current.lines and self._author_next(at):
                    self.current = None
            elif mark is None and self.current and not self._is_foot(at):
                self.current.lines.append(block.text)
                self.ledger.take(block, "comment")
            else:
                self._button(mark)
                self._leave(block, mark)
        return [draft.finished() for draft in self.drafts]

    def _begin(self, block: Block, mark: AuthorLine) -> None:
        self.current = Draft(mark.author, mark.date_raw, mark.date, self.thread)
        self.drafts.append(self.current)
        self.ledger.take(block, "comment author")

    def _author_next(self, at: int) -> bool:
        """The date closed the comment: nothing but an author line or a button may follow."""
        return at + 1 >= len(self.marks) or self.marks[at + 1] is not None or self._full()

    def _is_foot(self, at: int) -> bool:
        """Page furniture under the last announced comment, once its text is there."""
        if not self._full() or not self.current or not self.current.lines:
            return False
        return furniture_kind(self.blocks[at]) in ("navigation", "copyright", "link list", "share bar")

    def _button(self, mark: Mark) -> None:
        if mark == "replies" and self.drafts:
            parent = self.drafts[-1]
            self.thread = parent.reply_to if parent.reply_to is not None else len(self.drafts) - 1
            self.current = None
        elif mark == "reply":
            self.thread = None
            self.current = None
        elif mark == "form":
            self.current = None


class _After(_Reader):
    """Text first, then "Posted by: ..." (TypePad, Movable Type)."""

    def read(self) -> list[ReadComment]:
        pending: list[Block] = []
        for block, mark in zip(self.blocks, self.marks, strict=True):
            if isinstance(mark, AuthorLine):
                self._close(block, mark, pending)
                pending = []
            elif mark is None or isinstance(mark, tuple):
                pending.append(block)
            else:
                self._leave(block, mark)
        for block in pending:
            self._leave(block, None)
        return [draft.finished() for draft in self.drafts]

    def _close(self, block: Block, mark: AuthorLine, pending: list[Block]) -> None:
        if self._full() or not pending:
            for one in [*pending, block]:
                self._leave(one, None)
            return
        self.drafts.append(Draft(mark.author, mark.date_raw, mark.date, None, [one.text for one in pending]))
        for one in pending:
            self.ledger.take(one, "comment")
        self.ledger.take(block, "comment author")
