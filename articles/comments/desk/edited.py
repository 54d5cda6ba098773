"""What a writer changed after readers saw the comment: the words as they stood then beside those of now."""

from __future__ import annotations

from itertools import takewhile

from articles.comments.models import Comment
from articles.text.diff import Change, Piece, word_diff, words_of

# What differs is compared word by word up to here, words of one side times those of the other; beyond it, it is shown
# replaced as a whole. Two words over and over make each comparison long, and a page shows 50 comments.
MOST_COMPARISONS = 100_000


def changes(comment: Comment) -> list[Piece]:
    """The words as they stood when readers first saw them, or a person last decided, against those of now.

    Nothing for a comment that was not changed since. No query.
    """
    if not comment.seen_text or comment.edited_at is None:
        return []
    if comment.decided_at is not None and comment.decided_at >= comment.edited_at:
        return []
    return compared(comment.seen_text, comment.text)


def compared(old: str, new: str) -> list[Piece]:
    """As word_diff, which is asked only about what stands between the common beginning and the common end."""
    before, after = words_of(old), words_of(new)
    first = common(before, after)
    last = common(before[first:][::-1], after[first:][::-1])
    gone, came = ("".join(words[first : len(words) - last]) for words in (before, after))
    if (len(before) - first - last) * (len(after) - first - last) > MOST_COMPARISONS:
        between = [Piece(Change.REMOVED, gone), Piece(Change.ADDED, came)]
    else:
        between = word_diff(gone, came)
    around = [Piece(Change.SAME, "".join(before[:first])), *between]
    around.append(Piece(Change.SAME, "".join(before[len(before) - last :])))
    return [piece for piece in around if piece.text]


def common(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
