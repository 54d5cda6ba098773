"""What changed between two texts: words within a paragraph, paragraphs within a body, and which of them only moved.

Everything here is plain text in and plain text out; whoever shows it escapes it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A word with the space after it; letters of scripts that do not part words by spaces, and other signs, one by one.
WORD = re.compile(r"(?:[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+(?:[’'-]\w+)*|[^\w\s]|\s+)\s*")  # fmt: skip
ALIKE = 0.4  # share of common words from which a paragraph counts as the other one rewritten
MOVED = 0.8  # and from which one that stands elsewhere counts as moved
MOST_COMPARISONS = 4_000_000  # of words in one paragraph; beyond it the paragraph is shown replaced as a whole
MOST_PAIRS = 2_500  # of paragraphs in one gap; beyond it they are paired by their place alone


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # a paragraph where it stands now
    MOVED_AWAY = "moved_away"  # the same paragraph where it stood


@dataclass(frozen=True)
class Piece:
    """Some words of a paragraph; `kind` is SAME, ADDED or REMOVED."""

    kind: Change
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a comparison, in words. `index` is its place in the new text, or in the old one when it is gone."""

    kind: Change
    pieces: tuple[Piece, ...]
    index: int


def words_of(text: str) -> list[str]:
    """`text` cut into words, each with the space that follows; joined they are the text again."""
    return WORD.findall(text)


def word_diff(old: str, new: str) -> list[Piece]:
    """`new` against `old`, word by word. The pieces but REMOVED make `new`, those but ADDED make `old`."""
    before, after = words_of(old), words_of(new)
    if len(before) * len(after) > MOST_COMPARISONS:
        return _pieces((Change.REMOVED, old), (Change.ADDED, new)) if old != new else _pieces((Change.SAME, old))
    found: list[tuple[Change, str]] = []
    # Comparing without the space after the last word keeps a word that another one now follows from counting as changed.
    old_words, new_words = ([word.rstrip() or word for word in words] for words in (before, after))
    for tag, a, b, c, d in SequenceMatcher(None, old_words, new_words, autojunk=False).get_opcodes():
        if tag == "equal":
            found += _equal(before[a:b], after[c:d])
        else:
            found += [(Change.REMOVED, "".join(before[a:b])), (Change.ADDED, "".join(after[c:d]))]
    return _pieces(*found)


def _equal(before: list[str], after: list[str]) -> list[tuple[Change, str]]:
    """Words that are the same; where only the space after one differs, that word counts as changed."""
    found: list[tuple[Change, str]] = []
    for old, new in zip(before, after, strict=True):
        if old == new:
            found.append((Change.SAME, old))
        else:
            word = old.rstrip()
            found += [(Change.SAME, word), (Change.REMOVED, old[len(word) :]), (Change.ADDED, new[len(word) :])]
    return found


def _pieces(*found: tuple[Change, str]) -> list[Piece]:
    """Neighbours of one kind joined, empty ones left out."""
    joined: list[Piece] = []
    for kind, text in found:
        if not text:
            continue
        if joined and joined[-1].kind == kind:
            joined[-1] = Piece(kind, joined[-1].text + text)
        else:
            joined.append(Piece(kind, text))
    return joined


def likeness(old: str, new: str) -> float:
    """The share of words that two texts have in common, 0 to 1, whatever their order."""
    before, after = (Counter(word.strip() for word in words_of(text)) for text in (old, new))
    total = before.total() + after.total()
    return 2 * (before & after).total() / total if total else 1.0


def align(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each paragraph of `old` its place in `new`, or None when it is gone. The places rise.

    Equal paragraphs first; between them, those most alike; and where as many went as came, one for one.
    """
    places: list[int | None] = [None] * len(old)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            places[a:b] = range(c, d)
        elif tag == "replace":
            for i, j in _pairs(old[a:b], new[c:d]):
                places[a + i] = c + j
    return places


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The rising pairs with the greatest likeness in all, by dynamic programming."""
    rows, columns = len(old), len(new)
    if rows * columns > MOST_PAIRS:
        return [(place, place) for place in range(min(rows, columns))]
    worth = [[0.0] * (columns + 1) for _row in range(rows + 1)]
    pair = [[0.0] * columns for _row in range(rows)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            alike = likeness(old[i], new[j])
            pair[i][j] = alike if alike >= ALIKE else 0.05 if rows == columns and i == j else 0.0
            together = pair[i][j] + worth[i + 1][j + 1] if pair[i][j] else 0.0
            worth[i][j] = max(together, worth[i + 1][j], worth[i][j + 1])
    found, i, j = [], 0, 0
    while i < rows and j < columns:
        if pair[i][j] and worth[i][j] == pair[i][j] + worth[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif worth[i][j] == worth[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def paragraph_diff(old: Sequence[str], new: Sequence[str]) -> list[Paragraph]:
    """`new` against `old`, paragraph by paragraph in the order a reader follows: what went stands before what came."""
    places = align(old, new)
    # Paired for want of anything better: a paragraph that moved away or here counts for more.
    weak = {i for i, place in enumerate(places) if place is not None and likeness(old[i], new[place]) < ALIKE}
    taken = {place for i, place in enumerate(places) if place is not None and i not in weak}
    moves = _moves(old, new, [i for i, place in enumerate(places) if place is None or i in weak], taken)
    for i in weak:
        if i in moves or places[i] in moves.values():
            places[i] = None
    origins = {place: i for i, place in moves.items()}
    rows: list[Paragraph] = []
    following = 0

    def came(until: int) -> None:
        nonlocal following
        for j in range(following, until):
            if j in origins:
                rows.append(Paragraph(Change.MOVED, tuple(word_diff(old[origins[j]], new[j])), j))
            else:
                rows.append(Paragraph(Change.ADDED, (Piece(Change.ADDED, new[j]),), j))
        following = max(following, until)

    for i, place in enumerate(places):
        if place is not None:
            came(place)
            kind = Change.SAME if old[i] == new[place] else Change.CHANGED
            rows.append(Paragraph(kind, tuple(word_diff(old[i], new[place])), place))
            following = place + 1
        elif i in moves:
            rows.append(Paragraph(Change.MOVED_AWAY, (Piece(Change.SAME, old[i]),), i))
        else:
            rows.append(Paragraph(Change.REMOVED, (Piece(Change.REMOVED, old[i]),), i))
    came(len(new))
    return rows


def _moves(old: Sequence[str], new: Sequence[str], gone: list[int], taken: set[int]) -> dict[int, int]:
    """Which paragraphs that are gone stand elsewhere, by their old place; each finds the one most like it."""
    came = [j for j in range(len(new)) if j not in taken]
    moves: dict[int, int] = {}
    if len(gone) * len(came) > MOST_PAIRS:
        return moves
    likely = sorted(
        ((likeness(old[i], new[j]), -i, -j) for i in gone for j in came if len(words_of(old[i])) > 2), reverse=True
    )
    for alike, i, j in likely:
        if alike >= MOVED and -i not in moves and -j not in moves.values():
            moves[-i] = -j
    return moves
