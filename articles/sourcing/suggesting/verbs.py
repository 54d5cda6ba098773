"""Statements carried by a cue verb: initial, shared, relative and passive frames."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.cues import CUES, NOUN_LIKE, Cue
from articles.sourcing.suggesting.findings import Find, read_mention
from articles.sourcing.suggesting.frames import Content, content_after, cue_at
from articles.sourcing.suggesting.kinds import is_utterance
from articles.sourcing.suggesting.mention import Mention
from articles.sourcing.suggesting.passives import Passives
from articles.sourcing.suggesting.shapes import is_verb_like
from articles.sourcing.suggesting.shared_subjects import NOT_AS_PARTICIPLE, SharedSubjects
from articles.sourcing.suggesting.subject import Subject
from articles.sourcing.suggesting.subjects import subject_of

DENIABLE = frozenset(
    "charge charges claim claims allegation allegations accusation accusations suggestion suggestions assertion assertions report reports".split()
)
ISSUING = frozenset("issued released published sent posted signed circulated made wrote out issue".split())
PARTICIPLES = frozenset("written shown sworn begun seen spoken gone".split())
COURTS = frozenset("court tribunal inquest inquiry hearing jury panel committee".split())


class Verbs(Passives, SharedSubjects):
    """Reads one sentence for cue verbs. `text` is the paragraph."""

    def find(self, at: int, earlier: list[Find]) -> Find | None:
        """Return what the word at `at` governs, if it is a cue verb in use; `earlier` are the finds before it."""
        known = cue_at(self.row, at)
        passed_on = (
            self.row[at].lower == "read" and at + 1 < len(self.row) and self.row[at + 1].lower in ("to", "by", "in")
        )
        if known is None or passed_on or (self.row[at].is_capitalised and at and self.row[at].lower != "said"):
            return None
        cue, width = known
        citing = self.row[at].lower == "citing" and at + 1 < len(self.row) and self.row[at + 1].kind == "quote"
        if "-" in cue.frames or ("e" in cue.frames and not citing) or self._is_noun_before_verb(at, width):
            return None
        subject = subject_of(self.row, at)
        if (
            subject.infinitive
            or (at and self.row[at - 1].lower in words.ARTICLES)
            or (at and self.row[at - 1].kind == "possessive")
        ):
            return None
        if subject.passive and not self.row[at].lower.endswith("ing"):
            return self._passive(at, cue, subject)
        if (
            subject.negated
            or subject.modal not in (None, "will", "would")
            or (self.row[at].lower in ("told", "asked") and at and self.row[at - 1].lower == "as")
        ):
            return None
        return self._active(at, cue, width, subject, earlier)

    def _is_noun_before_verb(self, at: int, width: int) -> bool:
        """`The Gulf states called on …`: a form that may be a noun, straight before a finite verb of speech."""
        behind = self.row[at + 1] if width == 1 and at + 1 < len(self.row) else None
        return (
            behind is not None
            and self.row[at].lower in NOUN_LIKE
            and behind.lower not in NOUN_LIKE
            and (behind.lower in words.AUXILIARIES or (behind.lower in CUES and is_verb_like(behind)))
        )

    def _active(self, at: int, cue: Cue, width: int, subject: Subject, earlier: list[Find]) -> Find | None:
        if self.row[at].lower in PARTICIPLES and not any(
            t.lower in ("has", "have", "had", "having") for t in self.row[max(0, at - 4) : at]
        ):
            return None
        if subject.link in ("shared", "none") and at + 1 < len(self.row) and self.row[at + 1].lower == "by":
            return None
        inverted = self._inverted(at, cue, subject)
        if inverted is not None:
            return inverted
        content = content_after(self.row, at + width, cue)
        if cue.takes("m") and content.frame != "voiced" and not self._quoted_content(content, cue):
            return None
        if subject.modal and content.frame not in ("that", "quote"):
            return None
        if subject.link in ("subject", "relative"):
            return self._with_subject(at, cue, subject, content)
        if subject.link in ("shared", "participle"):
            return self._without_subject(at, cue, subject, content, earlier)
        return None

    def _quoted_content(self, content: Content, cue: Cue) -> bool:
        return any(t.kind == "quote" for t in self.row[content.start :]) and content.start < len(self.row)

    # ------------------------------------------------------------------ the mayor said …; …, the mayor said

    def _with_subject(self, at: int, cue: Cue, subject: Subject, content: Content) -> Find | None:
        row = self.row
        span = self._trimmed(subject)
        mention = read_mention(self.text, row, span, subject.apposition)
        if row[at].lower.endswith("ing") and not subject.passive:
            if mention.kind == "document" and self._is_issued(span[0]) and content.frame != "none":
                return self._of_main_clause(at, cue, content)
            if not self._reduced(at, cue, span[0], mention, content):
                return None
        if not self._may_speak(mention, cue, content, at) or self._is_noun_behind(at, span[0], subject):
            return None
        start = span[0]
        if subject.link == "subject":
            closing = self._trailing(at, cue, subject, content, mention, span)
            if closing is not None:
                return closing
        if content.frame == "none":
            return self._denied_noun(at, cue, subject, mention, span)
        reported = content.start
        if content.frame == "quote" and self._interrupts(at, span[0]):
            start = reported = 0
        rule = ("relative-" if subject.link == "relative" else "") + content.frame
        if start and row[start - 1].lower == "as" and content.frame == "clause":
            rule = "as-clause"
        find = self._made(
            at,
            cue,
            rule,
            start,
            self._end_of_clause(start, content, relative=subject.link == "relative"),
            (reported, len(row)),
            mention,
            span,
        )
        find.pluperfect = subject.pluperfect
        return find

    def _is_issued(self, start: int) -> bool:
        """`released a statement calling …`: the words are those of whoever released it."""
        return any(t.lower in ISSUING for t in self.row[max(0, start - 3) : start])

    def _is_noun_behind(self, at: int, start: int, subject: Subject) -> bool:
        """A form that is as often a noun, behind a preposition or a participle: `rising house claims`."""
        row = self.row
        if start == 0 or row[start - 1].lower in words.BE_FORMS:
            return start > 0
        before, opens = row[start - 1].lower, row[start].lower
        noun = row[at].lower in NOUN_LIKE and subject.link == "subject" and before not in ("after", "before", "since")
        return noun and (before.endswith("ing") or opens.endswith("ing") or before in words.PREPOSITIONS)

    def _interrupts(self, at: int, start: int) -> bool:
        """`His client, he said, “strongly denies” it.`: what stands before the source is reported too."""
        row = self.row
        set_off = start > 1 and row[start - 1].text == "," and at + 1 < len(row) and row[at + 1].text == ","
        low = row[0].lower
        leads = low in words.PREPOSITIONS or low in words.CONJUNCTIONS or low in words.ADVERBS or low.endswith("ing")
        return set_off and not leads and low not in words.SENTENCE_ADVERBS | words.TIME_WORDS

    def _trimmed(self, subject: Subject) -> tuple[int, int]:
        """Cut "charges Russia" and other words the phrase swallowed on its left."""
        start, end = subject.start, subject.end
        if end - start > 2 and self.row[start].lower in words.ARTICLES and self.row[start + 1].lower in DENIABLE:
            start += int(self.row[start + 2].is_capitalised)
        while (
            start < end - 1
            and self.row[start].lower in DENIABLE
            and (self.row[start + 1].is_capitalised or self.row[start + 1].lower in words.DETERMINERS)
        ):
            start += 1
        for at in range(end - 2, start, -1):
            if (
                self.row[at].kind == "word"
                and self.row[at].lower in ("by", "from")
                and self.row[at - 1].lower in words.DOCUMENTS
            ):
                return start, end
        return start, end

    def _reduced(self, at: int, cue: Cue, start: int, mention: Mention, content: Content) -> bool:
        """`with Boswell stating`, `a letter saying that`: a participle with a subject of its own."""
        if start and self.row[start - 1].lower == "with":
            return content.frame != "none"
        return (
            mention.kind in ("document", "group")
            and cue.takes("s", "d")
            and content.frame in ("that", "quote")
            and cue.lemma not in NOT_AS_PARTICIPLE
        )

    def _may_speak(self, mention: Mention, cue: Cue, content: Content, at: int) -> bool:
        row, low = self.row, self.row[at].lower
        if mention.kind == "pronoun":
            return mention.head in words.PERSON_PRONOUNS and (
                mention.head != "it" or cue.takes("s") or content.frame in ("that", "quote", "infinitive", "object")
            )
        base = low == cue.lemma.split()[0] and low not in ("read", "put", "set", "hit", "forecast")
        if (
            base
            and low in NOUN_LIKE
            and not (
                mention.plural
                or mention.kind == "group"
                or (row[at - 1].lower.endswith("s") and not row[at - 1].is_capitalised)
            )
        ):
            return False
        if cue.lemma == "hear" and mention.head not in COURTS:
            return False
        if mention.kind == "thing":
            if self._utters(cue, content, at) and mention.head not in words.THINGS:
                return True
            return cue.takes("s") and content.frame in ("that", "quote", "clause", "none") and low not in NOUN_LIKE
        if (
            cue.lemma in ("find", "show", "read", "determine", "demonstrate", "indicate", "document")
            and mention.kind == "person"
            and not mention.name
            and content.frame == "clause"
        ):
            return mention.kind != "thing" and cue.lemma != "read"
        return True

    def _utters(self, cue: Cue, content: Content, at: int) -> bool:
        """`a civil servant wrote: “File and forget.”`: whole words, straight behind a verb of speech."""
        near = content.frame == "quote" and content.start <= at + 2 and content.start < len(self.row)
        quotation = self.row[content.start].quotation if near else None
        return quotation is not None and cue.takes("i", "s") and is_utterance(quotation.inner)
