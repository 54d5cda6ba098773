"""The body of a page: paragraphs, crossheads, pull quotes and lists, told from what stands between them."""

import re
from collections import Counter
from collections.abc import Sequence

from articles.importing.document import Paragraph
from articles.importing.readers import shape
from articles.importing.readers import words as table
from articles.importing.readers.dateline import read_byline, read_date_line
from articles.importing.readers.dates import find_date
from articles.importing.readers.furniture import CITATION, furniture_kind
from articles.importing.readers.header import Header, take_publisher_label
from articles.importing.readers.ledger import Ledger
from articles.importing.readers.lines import Block
from articles.importing.readers.outlets import names_outlet
from articles.importing.readers.style import Style

CITATION_HEADINGS = frozenset(
    "sources|source|references|notes|footnotes|external links|sister links|quellen|einzelnachweise|weblinks|"
    "sources et références|liens externes|fuentes|fontes|fonti|bronnen|источники|ссылки|джерела|посилання|"
    "المصادر|مصادر|وصلات خارجية|מקורות|منابع".split("|")
)
PULL_QUOTE = re.compile(r"^[\"“«„'‘].{15,600}?[\"”»“'’]\s*(?P<by>[-–—]{1,2}\s*.{2,60}|[^\W\d_a-z][^.!?]{1,90})$")
SPEECH = re.compile(r"\b(?:said|says|told|added|asked|dit|dijo|sagte|disse|zei|сказал|сказала|قال)\b")
READER = re.compile(r"^[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){0,4}, [^\W\d_a-z][^.!?]{1,40}$")
DATED = re.compile(r"^(?:posted|published|publi|filed|released?|date|veröff|pubbl|опубл|дата)")
FIELD_ZONE = 4


class BodyReader:
    """Walks the blocks of a body once, in order; give it the blocks after the header."""

    def __init__(self, blocks: Sequence[Block], style: Style, ledger: Ledger, header: Header, day_first: bool | None):
        self.blocks = blocks
        self.style = style
        self.ledger = ledger
        self.header = header
        self.day_first = day_first
        self.paragraphs: list[Paragraph] = []
        self.teasers = 0
        self.list_heading: str | None = None
        self.kinds = [furniture_kind(block) for block in blocks]
        self.running = [
            not kind and style.is_running(block.text) for block, kind in zip(blocks, self.kinds, strict=True)
        ]
        self.last_running = max((at for at, running in enumerate(self.running) if running), default=-1)
        self.times = Counter(block.key for block in blocks)

    def read(self) -> list[Paragraph]:
        for at, block in enumerate(self.blocks):
            if not self._take_field(at, block):
                self._read_block(at, block)
        return self.paragraphs

    def _take_field(self, at: int, block: Block) -> bool:
        """Fields that stand under a standfirst or at the foot: source, date, byline."""
        if self.kinds[at] == "signature":
            self._date_from_signature(block)
            return False
        if take_publisher_label(block, self.header, self.ledger):
            return True
        early = len(self.paragraphs) <= 1 and at < FIELD_ZONE
        line = read_date_line(block.text, day_first=self.day_first)
        if line and (early or (at > self.last_running and not self.header.day and DATED.match(block.key))):
            self.header.note_date(line)
            self.ledger.take(block, "date")
            return True
        name = read_byline(block.text)
        if name and not self.header.byline and (early or at > self.last_running):
            self.header.byline = name
            self.ledger.take(block, "byline")
            return True
        return False

    def _date_from_signature(self, block: Block) -> None:
        """The date of a poster's line under the story, when the head gave none; mailed posts ("--") have none."""
        if self.header.day or block.text.startswith(("--", "—")):
            return
        found = find_date(block.text, day_first=self.day_first)
        if found:
            self.header.day, self.header.date_raw = found.day, block.text[found.start : found.end]

    def _read_block(self, at: int, block: Block) -> None:
        kind = self.kinds[at]
        if block.key in table.LIST_HEADINGS and not shape.ends_sentence(block.text):
            self.list_heading = block.key
            self.ledger.leave(block, "link list")
        elif self._in_link_list(at, block):
            self.ledger.leave(block, "link list")
        elif kind:
            self.teasers += kind == "teaser"
            self.ledger.leave(block, kind)
        elif shape.is_bullet(block.text) and self._is_list_item(at, block):
            self._keep(block, "list item", shape.without_bullet(block.text))
        elif self._is_pull_quote(at, block.text):
            self._keep(block, "pull quote")
        elif self.running[at]:
            self._keep(block, "text")
        else:
            self._read_short(at, block)

    def _in_link_list(self, at: int, block: Block) -> bool:
        if CITATION.match(block.text) and not self.running[at] and at > self.last_running:
            return True
        if not self.list_heading:
            return False
        if self.list_heading in CITATION_HEADINGS and not self._is_prose(at, block.text):
            return True
        if self.running[at] and shape.words(block.text) >= 8 and not shape.is_bullet(block.text):
            self.list_heading = None
        return self.list_heading is not None

    def _is_prose(self, at: int, text: str) -> bool:
        """A long paragraph that is no citation: the story goes on after a heading like "Notes"."""
        cites = CITATION.match(text) or re.search(r"https?://|www\.|\b(?:19|20)\d\d\b", text)
        return self.running[at] and shape.words(text) >= 20 and shape.ends_sentence(text) and not cites

    def _is_list_item(self, at: int, block: Block) -> bool:
        if block.text[0] in "–—" and shape.ends_sentence(block.text):
            return False  # a line of dialogue
        if block.text[0] == "-" and shape.ends_sentence(block.text) and not self._bullet_beside(at):
            return False
        if not self.paragraphs:
            return False
        return self._bullet_beside(at) or shape.ends_sentence(block.text) or shape.words(block.text) >= 8

    def _bullet_beside(self, at: int) -> bool:
        return any(
            0 <= other < len(self.blocks) and shape.is_bullet(self.blocks[other].text) and not self.kinds[other]
            for other in (at - 1, at + 1)
        )

    def _read_short(self, at: int, block: Block) -> None:
        """A line that is no running text: crosshead, caption, a reader's box, signature."""
        text = block.text
        before_end = at < self.last_running
        if before_end and self.paragraphs and READER.match(text) and self._previous_lacks_stop(at):
            last = self.paragraphs[-1]
            self.paragraphs[-1] = Paragraph(last.text, "pull quote")
            self.ledger.leave(block, "reader box")
        elif self._is_crosshead(at, text):
            self._keep(block, "crosshead")
        elif read_date_line(text, day_first=self.day_first):
            self.ledger.leave(block, "date line")
        elif not before_end:
            self.ledger.leave(block, "outlet name" if names_outlet(text) else "signature")
        else:
            self.ledger.leave(block, "caption" if shape.words(text) > 2 else "link list")

    def _is_pull_quote(self, at: int, text: str) -> bool:
        """A quotation and its speaker's name without a verb or a full stop, in the midst of the story."""
        match = PULL_QUOTE.match(text)
        if not match or at > self.last_running or shape.ends_sentence(text) or SPEECH.search(match["by"].lower()):
            return False
        return shape.words(match["by"]) <= 12 and bool(self.paragraphs)

    def _previous_lacks_stop(self, at: int) -> bool:
        previous = self.blocks[at - 1].text if at else ""
        return self.running[at - 1] and not shape.ends_sentence(previous) and self.paragraphs[-1].text == previous

    def _is_crosshead(self, at: int, text: str) -> bool:
        """Between two paragraphs, and one or two words, quoted, or capitals; longer ones may be captions."""
        beside = 0 < at < len(self.blocks) - 1 and self.running[at - 1] and self._text_follows(at)
        if not beside or not self.paragraphs or self.times[self.blocks[at].key] > 1:
            return False
        count = shape.words(text)
        if shape.starts_lower(text) or names_outlet(text) or self.blocks[at].key in table.COMMENT_FORM_LINES:
            return False
        quoted = text[0] in shape.OPEN_QUOTES and text[-1] in shape.CLOSERS and count <= 6
        return 0 < count <= 2 or quoted or (shape.is_capitals(text) and count <= 8)

    def _text_follows(self, at: int) -> bool:
        return self.running[at + 1] or (shape.is_bullet(self.blocks[at + 1].text) and not self.kinds[at + 1])

    def _keep(self, block: Block, kind: str, text: str | None = None) -> None:
        self.paragraphs.append(Paragraph(text or block.text, kind))  # type: ignore[arg-type]  # kinds are literals above
        self.ledger.take(block, "paragraph" if kind == "text" else kind)
