"""Statements carried by a cue verb: initial, shared, relative and passive frames."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.closings import Closings
from articles.sourcing.suggesting.cues import NOUN_LIKE, Cue
from articles.sourcing.suggesting.findings import Find, apposition_after, read_mention
from articles.sourcing.suggesting.frames import Content, content_after, cue_at
from articles.sourcing.suggesting.inversions import Inversions
from articles.sourcing.suggesting.mention import Mention
from articles.sourcing.suggesting.phrases_ahead import phrase_end
from articles.sourcing.suggesting.subjects import Subject, main_subject, subject_of

DENIABLE = frozenset(
    "charge charges claim claims allegation allegations accusation accusations suggestion suggestions assertion assertions report reports".split()
)
NOT_AS_PARTICIPLE = frozenset(
    "find show read see feel determine project rule post begin continue reflect report command order document mention calculate hope believe think want consider fear intend indicate".split()
)
AGENT_PARTICIPLES = frozenset(
    "describe characterise characterize condemn criticise criticize denounce praise hail dismiss call dub brand reject blame accuse depict portray".split()
)
PARTICIPLES = frozenset("written shown sworn begun seen spoken gone".split())
COURTS = frozenset("court tribunal inquest inquiry hearing jury panel committee".split())


class Verbs(Inversions, Closings):
    """Reads one sentence for cue verbs. `text` is the paragraph."""

    def find(self, at: int, earlier: list[Find]) -> Find | None:
        """Return what the word at `at` governs, if it is a cue verb in use; `earlier` are the finds before it."""
        known = cue_at(self.row, at)
        if known is None or (self.row[at].is_capitalised and at and self.row[at].lower != "said"):
            return None
        cue, width = known
        if "-" in cue.frames or "e" in cue.frames:
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
        if cue.takes("m") and not self._quoted_content(content, cue):
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
        if (
            row[at].lower.endswith("ing")
            and not subject.passive
            and not self._reduced(at, cue, span[0], mention, content)
        ):
            return None
        if not self._may_speak(mention, cue, content, at):
            return None
        start = span[0]
        if start and row[start - 1].lower in words.BE_FORMS:
            return None
        if (
            start
            and row[at].lower in NOUN_LIKE
            and subject.link == "subject"
            and (
                row[start - 1].lower.endswith("ing")
                or row[start].lower.endswith("ing")
                or row[start - 1].lower in words.PREPOSITIONS
            )
        ):
            return None
        if subject.link == "subject":
            closing = self._trailing(at, cue, subject, content, mention, span)
            if closing is not None:
                return closing
        if content.frame == "none":
            return self._denied_noun(at, cue, subject, mention, span)
        rule = ("relative-" if subject.link == "relative" else "") + content.frame
        if start and row[start - 1].lower == "as" and content.frame == "clause":
            rule = "as-clause"
        find = self._made(
            at,
            cue,
            rule,
            start,
            self._end_of_clause(start, content, relative=subject.link == "relative"),
            (content.start, len(row)),
            mention,
            span,
        )
        find.pluperfect = subject.pluperfect
        return find

    def _trimmed(self, subject: Subject) -> tuple[int, int]:
        """Cut "charges Russia" and other words the phrase swallowed on its left."""
        start, end = subject.start, subject.end
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
            return cue.takes("s") and content.frame in ("that", "quote", "clause", "none") and low not in NOUN_LIKE
        if (
            cue.lemma in ("find", "show", "read", "determine", "demonstrate", "indicate", "document")
            and mention.kind == "person"
            and not mention.name
            and content.frame == "clause"
        ):
            return mention.kind != "thing" and cue.lemma != "read"
        return True

    # ------------------------------------------------------------------ … and said; …, saying

    def _without_subject(
        self, at: int, cue: Cue, subject: Subject, content: Content, earlier: list[Find]
    ) -> Find | None:
        row, low = self.row, self.row[at].lower
        if content.frame == "none" or (low == cue.lemma and low not in ("put", "set")):
            return None
        if (subject.link == "participle" and cue.lemma in NOT_AS_PARTICIPLE) or (
            low in NOUN_LIKE and content.frame not in ("that", "quote", "infinitive")
        ):
            return None
        if (
            row[subject.left - 1].text == ","
            and not low.endswith("ing")
            and low.endswith(("ed", "told"))
            and not cue.takes("i")
        ):
            return None
        if row[subject.left - 1].text == "," and low in ("asked", "told", "warned", "advised"):
            return None
        partner = next((f for f in reversed(earlier) if f.mention is not None or f.shared is not None), None)
        if partner is not None and not (partner.carrier and partner.rule.startswith("according")):
            find = self._made(at, cue, "shared-" + content.frame, at, len(row), (content.start, len(row)), None, None)
            find.shared = partner
            return find
        return self._of_main_clause(at, cue, content)

    def _of_main_clause(self, at: int, cue: Cue, content: Content) -> Find | None:
        span = main_subject(self.row)
        if span is None or span[1] >= at or not cue.takes("s", "t", "p", "k", "q"):
            return None
        behind = apposition_after(self.row, span[1])
        mention = read_mention(self.text, self.row, span, (span[1] + 1, behind) if behind > span[1] else None)
        if mention.kind == "thing" or (mention.kind == "pronoun" and mention.head not in words.PERSON_PRONOUNS):
            return None
        declined = any(t.lower in ("declined", "refused", "declines", "refuses") for t in self.row[span[1] : at])
        return self._made(
            at,
            cue,
            "main-subject-" + content.frame,
            at if declined else span[0],
            len(self.row),
            (content.start, len(self.row)),
            mention,
            span,
        )

    # ------------------------------------------------------------------ was described by police as

    def _passive(self, at: int, cue: Cue, subject: Subject) -> Find | None:
        """Only a passive that names its agent has a source: `condemned by the union`."""
        row = self.row
        agent = next((n for n in range(at + 1, min(len(row), at + 9)) if row[n].lower == "by"), None)
        if (
            agent is None
            or agent + 1 >= len(row)
            or cue.lemma not in AGENT_PARTICIPLES | {"put down to"}
            or any(t.text == "," for t in row[at:agent])
        ):
            return None
        if not self._may_open_source(agent + 1):
            return None
        end = phrase_end(row, agent + 1)
        if end <= agent + 1:
            return None
        mention = read_mention(self.text, row, (agent + 1, end), None)
        if mention.kind in ("thing", "pronoun"):
            return None
        start = subject.start if subject.link in ("subject", "relative") else 0
        return self._made(
            at, cue, "passive-by", start, max(end, self._stop_after(end - 1)), (start, end), mention, (agent + 1, end)
        )
