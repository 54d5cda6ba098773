"""How this page writes: whether its paragraphs end with full stops and begin with capitals; what is running text."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from articles.importing.readers import shape
from articles.importing.readers.furniture import furniture_kind, looks_like_caption
from articles.importing.readers.lines import Block
from articles.text.language import direction_of

# Words beyond which a line is a paragraph even without a full stop. Arabic and Hebrew write articles,
# prepositions and pronouns onto the word, and so need fewer.
LONG = 20
LONG_RIGHT_TO_LEFT = 13


@dataclass(frozen=True, slots=True)
class Style:
    """`stops`: paragraphs end with a full stop; `lower`: paragraphs begin in lower case; lengths in words."""

    stops: bool
    lower: bool
    longest: int
    typical: float
    long: int = LONG

    def opens_body(self, text: str) -> bool:
        """As `is_running`, but stricter about lines without a full stop: in the head they may be headlines."""
        if shape.ends_sentence(text):
            return self.is_running(text)
        count = shape.words(text)
        return self.is_running(text) and (
            count >= (self.long if self.stops else 0.8 * self.long) or shape.several_sentences(text)
        )

    def is_caption(self, text: str) -> bool:
        """A caption told by shape, and much shorter than the paragraphs around it."""
        if shape.starts_lower(text):
            return not self.lower and looks_like_caption(text)
        return looks_like_caption(text) and shape.words(text) <= 0.5 * self.typical

    def is_running(self, text: str) -> bool:
        """Whether a block that is no furniture reads as running text of the story."""
        count = shape.words(text)
        if shape.ends_sentence(text):
            return count > 0 and not self.is_caption(text)
        if shape.is_capitals(text) and count < 45:
            return False
        if count >= self.long or (not self.stops and count >= 9 and self.longest >= self.long):
            return True
        last = text.rstrip(shape.CLOSERS)[-1:]
        if last == ":":
            return count >= 4
        if last in (",", ";", "،"):
            return count >= 8
        return (count >= 12 and shape.several_sentences(text)) or (count >= 10 and _is_speech(text))


def _is_speech(text: str) -> bool:
    """A quotation with words around it; a quotation alone is a pull quote or a headline."""
    return shape.is_quoted(text) and sum(text.count(mark) for mark in '"“”«»„') >= 2 and text[-1:].isalnum()


def style_of(blocks: Sequence[Block]) -> Style:
    """Measured over the long blocks of the page, or over all when none is long."""
    limit = LONG_RIGHT_TO_LEFT if direction_of("\n".join(block.text for block in blocks[:40])) == "rtl" else LONG
    long = [block.text for block in blocks if shape.words(block.text) >= limit]
    ending = sum(shape.ends_sentence(text) for text in long)
    lower = sum(shape.starts_lower(text) for text in long)
    lengths = [shape.words(block.text) for block in blocks]
    sentences = [count for count, block in zip(lengths, blocks, strict=True) if shape.ends_sentence(block.text)]
    sentences = [count for count in sentences if count >= 8] or sentences
    return Style(
        stops=not long or ending >= 0.5 * len(long),
        lower=lower > 0.5 * len(long),
        longest=max(lengths, default=0),
        typical=median(sentences) if sentences else 0.0,
        long=limit,
    )


def running_blocks(blocks: Sequence[Block], style: Style) -> list[Block]:
    """The blocks that read as the story's text."""
    return [block for block in blocks if not furniture_kind(block) and style.is_running(block.text)]
