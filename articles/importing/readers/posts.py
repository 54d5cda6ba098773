"""Where a page's posts begin and end: several posts are never merged, comments never taken for a post."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from articles.importing.readers import words as table
from articles.importing.readers.comment_lines import (
    declared_count,
    is_comment_header,
    is_form_line,
    read_author_line,
    read_date_only,
)
from articles.importing.readers.dateline import read_byline, read_date_line
from articles.importing.readers.dates import find_date, is_time
from articles.importing.readers.furniture import RULE, furniture_kind, is_signature
from articles.importing.readers.lines import Block
from articles.importing.readers.outlets import names_outlet
from articles.importing.readers.shape import ends_sentence, is_capitals, words
from articles.importing.readers.style import Style


@dataclass(slots=True)
class Post:
    """One post: the blocks of its page, and the index at which its comment section starts (None without)."""

    blocks: list[Block]
    tail: int | None = None


def split_posts(blocks: Sequence[Block], style: Style) -> list[Post]:
    """The posts of a page, in order; at least one. Only parts with running text of their own count as posts."""
    starts = {0}
    for rule in (_starts_after_comments, _starts_at_heads, _starts_at_gaps, _starts_at_outlets):
        starts |= rule(blocks, style)
    edges = [*sorted(starts), len(blocks)]
    parts = [list(blocks[one:two]) for one, two in itertools.pairwise(edges) if two > one]
    merged: list[list[Block]] = []
    for part in parts:
        if merged and not (_has_story(part, style) and _has_story(merged[-1], style)):
            merged[-1].extend(part)
        else:
            merged.append(part)
    return [Post(part, find_tail(part, style)) for part in merged] or [Post([], None)]


def _is_story(block: Block, style: Style) -> bool:
    return (
        words(block.text) >= 8
        and ends_sentence(block.text)
        and not furniture_kind(block)
        and style.is_running(block.text)
    )


def _has_story(part: Sequence[Block], style: Style) -> bool:
    tail = find_tail(part, style)
    return any(_is_story(block, style) for block in part[:tail])


def find_tail(blocks: Sequence[Block], style: Style) -> int | None:
    """Where the comment section starts: at a header with nothing but comments, buttons and furniture after it."""
    for at, block in enumerate(blocks):
        if is_comment_header(block.text) and _tail_follows(blocks, at, style):
            return at
    for at, block in enumerate(blocks):
        if (
            block.key in table.COMMENT_FORM_LINES
            and is_post_form(block)
            and any(_is_story(one, style) for one in blocks[:at])
        ):
            return _first_comment_before(blocks, at, style)
    return _first_comment_before(blocks, len(blocks), style)


def _tail_follows(blocks: Sequence[Block], at: int, style: Style) -> bool:
    """Whether the header opens a section: story before it, and after it comments or no story at all."""
    before = any(style.is_running(block.text) and not furniture_kind(block) for block in blocks[:at])
    after = blocks[at + 1 :]
    if not before and any(_is_story(block, style) for block in after) and not _has_marks(after):
        return False
    if declared_count(blocks[at].text) == 0:
        return before or not any(_is_story(block, style) for block in after)
    if _has_marks(after):
        return before or _only_comments(after)
    return not any(_is_story(block, style) for block in after)


def _has_marks(blocks: Sequence[Block]) -> bool:
    return any(
        (read_author_line(block.text) and not is_signature_line(block))
        or (at and words(blocks[at - 1].text) <= 6 and read_date_only(block.text) and has_time(block.text))
        for at, block in enumerate(blocks)
    )  # fmt: skip


def _only_comments(after: Sequence[Block]) -> bool:
    """A page that is a comment section and nothing else: an author's line comes next, no second header below."""
    opening = next((block for block in after if not is_form_line(block.text)), None)
    again = any(is_comment_header(block.text) for block in after)
    return opening is not None and read_author_line(opening.text) is not None and not again


def has_time(text: str) -> bool:
    """Whether a date line has a time of day, as comments' dates have and date headings have not."""
    found = find_date(text, day_first=True)
    return is_time(text) or bool(found and found.moment)


def is_signature_line(block: Block) -> bool:
    """The poster's line under a story ("posted by ann @ 10:53 AM"), which is not a comment's author line."""
    return is_signature(block.text) and "|" not in block.text and not read_full_author(block)


def read_full_author(block: Block) -> bool:
    author = read_author_line(block.text)
    return bool(author and author.date)


def is_post_form(block: Block) -> bool:
    return words(block.text) >= 2 and is_form_line(block.text)


def _first_comment_before(blocks: Sequence[Block], end: int, style: Style) -> int | None:
    """The first author line of a section without header; the form line itself when there is none.

    "Ann said..." speaks for itself; a name with date and time needs a button ("Reply") below it.
    """
    buttons = max((at for at, block in enumerate(blocks) if is_form_line(block.text)), default=-1)
    told = next((at for at, block in enumerate(blocks) if _is_story(block, style)), len(blocks))
    for at in range(told + 1, end):
        author = read_author_line(blocks[at].text)
        if not author or author.follows or not author.author:
            continue
        if blocks[at].text.rstrip().endswith(("...", "…")) or (author.date and at < buttons):
            return at
    return end if end < len(blocks) else None


def _starts_after_comments(blocks: Sequence[Block], style: Style) -> set[int]:
    """Beginnings after a finished comment section or a poster's line: a story again, and not a comment."""
    starts: set[int] = set()
    ends = _closing_lines(blocks, style)
    for at, following in zip(ends, [*ends[1:], len(blocks)], strict=False):
        start = at + 1
        while start < following and (is_form_line(blocks[start].text) or furniture_kind(blocks[start])):
            start += 1
        part = blocks[start:following]
        if part and not is_comment_header(part[0].text) and not _has_marks(part) and _opens_story(part, style):
            starts.add(start)
    return starts


def _closing_lines(blocks: Sequence[Block], style: Style) -> list[int]:
    """Lines that close a post. Within a comment section with comments a poster's line is a comment's author."""
    ends: list[int] = []
    story = in_comments = False
    for at, block in enumerate(blocks):
        story = story or _is_story(block, style)  # once told, a header below it opens a comment section
        if is_comment_header(block.text) and declared_count(block.text) != 0 and story:
            in_comments = True
        elif _closes_post(block) and not (in_comments and is_signature(block.text)):
            ends.append(at)
            in_comments = False
    return ends


def _closes_post(block: Block) -> bool:
    if is_comment_header(block.text):
        return declared_count(block.text) == 0
    return (
        is_post_form(block)
        or is_signature(block.text)
        or bool(RULE.match(block.text) and block.text.strip() in ("###", "-30-"))
    )


def _opens_story(part: Sequence[Block], style: Style) -> bool:
    """Two paragraphs of a story, or one under a date line or an outlet's or a headline's line."""
    story = sum(_is_story(block, style) for block in part)
    if story >= 2:
        return True
    return story == 1 and not _is_story(part[0], style)


def _starts_at_heads(blocks: Sequence[Block], style: Style) -> set[int]:
    """A second date line or byline with a headline beside it and a story under it, after a story above it."""
    heads: list[int] = []
    for at, block in enumerate(blocks):
        if not (read_date_line(block.text) or read_byline(block.text)) or read_author_line(block.text):
            continue
        start = at
        while (
            start > 0
            and not _is_story(blocks[start - 1], style)
            and start > at - 3
            and not _is_break(blocks[start - 1])
        ):
            start -= 1
        near = blocks[start : at + 4]
        short = [one for one in near if one is not block and 2 <= words(one.text) <= 18 and not ends_sentence(one.text)
                 and not read_date_line(one.text) and not read_byline(one.text) and not furniture_kind(one)]  # fmt: skip
        below = any(_is_story(one, style) for one in blocks[at + 1 : at + 4])
        if short and below:
            heads.append(start)
    if any(is_comment_header(block.text) for block in blocks[: heads[-1] if heads else 0]) and _has_marks(blocks):
        return set()
    return {start for start in heads if any(_is_story(block, style) for block in blocks[:start])}


def _starts_at_outlets(blocks: Sequence[Block], style: Style) -> set[int]:
    """An outlet's name on a line of its own, a story above it and a headline or a story of its own below it."""
    starts: set[int] = set()
    for at, block in enumerate(blocks[:-2]):
        if words(block.text) > 6 or not names_outlet(block.text) or furniture_kind(block):
            continue
        first, second = blocks[at + 1], blocks[at + 2]
        headline = 3 <= words(first.text) <= 18 and not ends_sentence(first.text) and _is_story(second, style)
        under_name = is_capitals(block.text) and _is_story(first, style) and _is_story(second, style)
        above = sum(_is_story(one, style) for one in blocks[:at])
        if (headline or under_name) and above >= 2 and not _in_comments(blocks[:at]):
            starts.add(at)
    return starts


def _in_comments(above: Sequence[Block]) -> bool:
    return any(read_author_line(block.text) and not is_signature(block.text) for block in above)


def _starts_at_gaps(blocks: Sequence[Block], style: Style) -> set[int]:
    """A headline after three or more blank lines, where paragraphs are parted by one at most."""
    gaps = [block.gap for block in blocks if _is_story(block, style)]
    if not gaps or median(gaps) > 1:
        return set()
    return {
        at
        for at, block in enumerate(blocks)
        if block.gap >= 3 and 3 <= words(block.text) <= 18 and not ends_sentence(block.text) and not _is_break(block)
        and sum(_is_story(one, style) for one in blocks[:at]) >= 2
        and sum(_is_story(one, style) for one in blocks[at + 1 : at + 6]) >= 2
    }  # fmt: skip


def _is_break(block: Block) -> bool:
    return is_comment_header(block.text) or is_form_line(block.text) or bool(furniture_kind(block))
