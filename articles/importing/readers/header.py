"""The head of a page: publisher, headline, byline and date, told from the furniture around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from articles.importing.readers import shape
from articles.importing.readers import words as table
from articles.importing.readers.dateline import (
    DateLine,
    is_bare_time,
    read_byline,
    read_byline_role,
    read_date_line,
)
from articles.importing.readers.furniture import COUNTER, furniture_kind, is_pager, labelled, looks_like_caption
from articles.importing.readers.ledger import Ledger
from articles.importing.readers.lines import Block, fold
from articles.importing.readers.outlets import names_outlet
from articles.importing.readers.style import Style


@dataclass(slots=True)
class Header:
    """What the head of a page gave; None for what it did not."""

    publisher: str | None = None
    headline: str | None = None
    byline: str | None = None
    day: date | None = None
    date_raw: str | None = None
    updated: bool = False
    chrome_until: int = -1
    candidates: list[tuple[int, Block]] = field(default_factory=list)

    def note_date(self, line: DateLine) -> bool:
        """Keep the date unless one is there; a publication date replaces a date of updating."""
        if line.byline and not self.byline:
            self.byline = line.byline
        if self.day is None or (self.updated and not line.updated):
            self.day, self.date_raw, self.updated = line.day, line.raw, line.updated
        return True


def read_header(blocks: Sequence[Block], style: Style, ledger: Ledger, *, day_first: bool | None) -> tuple[Header, int]:
    """The header and the index of the first block of the body (len(blocks) when there is no running text)."""
    header = Header()
    date_at: int | None = None
    index = 0
    while index < len(blocks):
        block = blocks[index]
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if _labelled_field(block, header, ledger, day_first):
            pass
        elif line := read_date_line(block.text, day_first=day_first):
            header.note_date(line)
            date_at = index if date_at is None else date_at
            ledger.take(block, "date")
        elif name := read_byline(block.text):
            index += _note_byline(header, name, block, following, ledger)
        elif kind := furniture_kind(block):
            ledger.leave(block, kind)
            if is_pager(block.text):
                header.chrome_until = index
        elif is_bare_time(block.text):
            ledger.leave(block, "time")
        elif style.opens_body(block.text) and not _is_headline_sentence(block, index, blocks, header):
            break
        else:
            header.candidates.append((index, block))
        index += 1
    _settle(header, date_at, ledger)
    return header, index


def _note_byline(header: Header, name: str, block: Block, following: Block | None, ledger: Ledger) -> int:
    """Take a byline and the line of the writer's role under it; returns how many further blocks it took."""
    if header.byline:
        ledger.leave(block, "second byline")
        return 0
    header.byline = name
    ledger.take(block, "byline")
    if following and read_byline_role(following.text):
        header.byline = f"{name}, {following.text}"
        ledger.take(following, "byline")
        return 1
    return 0


def _labelled_field(block: Block, header: Header, ledger: Ledger, day_first: bool | None) -> bool:
    """Take "Title: ...", "Source: ..." and mail headers."""
    text = block.text
    headline = labelled(text, table.HEADLINE_LABELS)
    if headline and headline.strip() and not header.headline:
        header.headline = headline
        ledger.take(block, "headline")
        return True
    if take_publisher_label(block, header, ledger):
        return True
    value = labelled(text, table.LABELLED_DATES)
    if value and (line := read_date_line(value, day_first=day_first)):
        header.note_date(line)
        ledger.take(block, "date")
        return True
    if labelled(text, table.MAIL_HEADERS) and shape.words(text) <= 25 and not shape.several_sentences(text):
        ledger.leave(block, "mail header")
        return True
    return False


def take_publisher_label(block: Block, header: Header, ledger: Ledger) -> bool:
    """Take "Source: X" where X is a name; a link or a sentence is no publisher."""
    text = re.sub(r"^[(\[]\s*(.*?)\s*[)\]]$", r"\1", block.text)
    value = labelled(text, table.PUBLISHER_LABELS)
    if not value or not value.strip() or shape.words(value) > 8 or header.publisher:
        return False
    if re.search(r"https?://|www\.", value) or (shape.ends_sentence(value) and shape.words(value) > 5):
        return False
    header.publisher = value.strip(" .")
    ledger.take(block, "publisher")
    return True


def _is_headline_sentence(block: Block, index: int, blocks: Sequence[Block], header: Header) -> bool:
    """A headline that ends like a sentence: a question, an abbreviation, or one with a date line under it."""
    text = block.text
    if any(not names_outlet(one.text) and shape.words(one.text) >= 3 for _, one in header.candidates):
        return False
    if shape.words(text) > 16 or shape.several_sentences(text) or header.headline or shape.is_quoted(text):
        return False
    rest = blocks[index + 1 :]
    if not rest or not any(shape.ends_sentence(one.text) and shape.words(one.text) >= 8 for one in rest):
        return False
    bare = text.rstrip(shape.CLOSERS)
    if bare[-1:] in "?؟" or (bare[-1:] == "!" and shape.words(text) <= 10) or shape.ABBREVIATION_END.search(bare):
        return True
    following = rest[0].text
    return (
        bool(read_date_line(following) or read_byline(following))
        and shape.words(text) <= 14
        and not looks_like_caption(text)
    )


def _settle(header: Header, date_at: int | None, ledger: Ledger) -> None:
    """Give the short lines of the head their roles: publisher, headline, the rest left over."""
    rest = header.candidates
    if not header.publisher:
        outlet = next((one for one in rest if names_outlet(one[1].text)), None)
        if outlet and (outlet is rest[0] or shape.words(outlet[1].text) <= 5):
            header.publisher = outlet[1].text.strip(" :|-–—")
            ledger.take(outlet[1], "publisher")
            rest = [one for one in rest if one is not outlet]
    # What stands above a link to the page before or after is the site's, when a headline can be found below.
    own = [one for one in rest if one[0] > header.chrome_until and shape.words(one[1].text) >= 3] or rest
    chosen = None if header.headline else _choose_headline(own, date_at)
    for one in rest:
        if one is chosen:
            header.headline = one[1].text
            ledger.take(one[1], "headline")
        elif header.headline and fold(one[1].text) == fold(header.headline):
            ledger.leave(one[1], "repeated headline")
        elif names_outlet(one[1].text):
            ledger.leave(one[1], "outlet name")
        else:
            ledger.leave(one[1], "caption" if chosen and one[0] > chosen[0] else "navigation")


def _choose_headline(rest: list[tuple[int, Block]], date_at: int | None) -> tuple[int, Block] | None:
    """The line that is repeated within another, else the first that is long enough to be a headline."""
    fit = [one for one in rest if not _unfit(one[1].text)]
    if not fit:
        return None
    for one in fit:
        key = one[1].key
        if shape.words(key) >= 3 and any(key in other[1].key and other[1].key != key for other in rest):
            return one
    keys = [one[1].key for one in fit]
    repeated = next((one for one in fit if keys.count(one[1].key) > 1 and shape.words(one[1].key) >= 3), None)
    if repeated:
        return repeated
    long = [one for one in fit if shape.words(one[1].text) >= 3]
    if not long:
        return fit[-1] if date_at is None or fit[-1][0] < date_at else fit[0]
    before = [one for one in long if date_at is None or one[0] < date_at]
    after = [one for one in long if one not in before]
    if before and after and max(shape.words(one[1].text) for one in before) <= 3 <= shape.words(after[0][1].text) - 1:
        return after[0]
    return (before or after)[0]


def _unfit(text: str) -> bool:
    """No headline: a lead-in, a fragment in lower case, a counter."""
    return (
        text.rstrip().endswith((":", "،", ","))
        or shape.starts_lower(text)
        or bool(COUNTER.match(text))
        or looks_like_caption(text)
    )
