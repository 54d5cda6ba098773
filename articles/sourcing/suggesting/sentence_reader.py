"""What every reader of one sentence has: the paragraph, the tokens, and how a find is made."""

from __future__ import annotations

from articles.sourcing.suggesting.cues import Cue
from articles.sourcing.suggesting.findings import Find
from articles.sourcing.suggesting.mention import Mention
from articles.sourcing.suggesting.sentences import Sentence
from articles.sourcing.suggesting.shapes import is_verb_like

SUBJECTS = frozenset("he she they it nobody everybody everyone nothing everything no-one somebody someone few".split())


class SentenceReader:
    """One sentence; `text` is its paragraph, `number` counts the sentences of the article."""

    def __init__(self, text: str, sentence: Sentence, number: int):
        self.text, self.sentence, self.number = text, sentence, number
        self.row = sentence.tokens

    def _has_clause(self, start: int, end: int) -> bool:
        part = self.row[start:end]
        worded = [t for t in part if t.kind in ("word", "number")]
        quoted = any(t.kind == "quote" for t in part)
        subject = len(worded) == 2 and (worded[0].lower in SUBJECTS or worded[0].lower.endswith("s"))
        if subject and is_verb_like(worded[1]):
            return True
        return len(worded) >= 3 and (quoted or any(is_verb_like(t) for t in part) or len(worded) >= 6)

    def _made(
        self,
        at: int,
        cue: Cue,
        rule: str,
        first: int,
        last: int,
        content: tuple[int, int],
        mention: Mention | None,
        source: tuple[int, int] | None,
        *,
        trailing: bool = False,
    ) -> Find:
        width = len(cue.lemma.split())
        token = self.row[min(at + width, len(self.row)) - 1]
        verb = self.text[self.row[at].start : token.end]
        return Find(
            self.sentence,
            self.number,
            at,
            verb,
            rule,
            first,
            last,
            content,
            mention,
            trailing=trailing,
            source=source,
            speech=cue.takes("s"),
            frame=rule,
        )
