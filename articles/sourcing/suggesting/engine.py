"""The engine's entry: paragraphs in, suggestions out."""

from __future__ import annotations

from articles.sourcing.suggesting.appositions import read_offices
from articles.sourcing.suggesting.continuations import cue_before, extend, going_on
from articles.sourcing.suggesting.entity import Entity
from articles.sourcing.suggesting.findings import Find, introduced
from articles.sourcing.suggesting.kinds import is_utterance, kind_of
from articles.sourcing.suggesting.leads import whom_leads_mean
from articles.sourcing.suggesting.main_subjects import main_subject
from articles.sourcing.suggesting.paragraphs import Paragraph, quoted_words, read_paragraph
from articles.sourcing.suggesting.register import Register
from articles.sourcing.suggesting.relations import Relations
from articles.sourcing.suggesting.sentences import Sentence
from articles.sourcing.suggesting.spans import finds_in
from articles.sourcing.suggesting.speakers import Speakers
from articles.sourcing.suggesting.suggestion import Suggestion
from articles.sourcing.suggesting.tiers import confidence_of, tier_of

Answer = tuple[Entity | None, int]


def suggest(paragraphs: list[str]) -> list[Suggestion]:
    """Suggest every attributed statement of an article, in the order of the text.

    Takes the paragraphs as plain text, in order, the article's own only (no captions, no comments). Any text is fine
    and none raises. Time grows with the length of the text. Touches no database, file or network.
    """
    return Reading(paragraphs).suggestions()


class Reading:
    """One run over one article: find everything, fill the register, then say who spoke, from top to bottom."""

    def __init__(self, paragraphs: list[str]):
        self.paragraphs = [read_paragraph(index, text) for index, text in enumerate(paragraphs)]
        number = 0
        for paragraph in self.paragraphs:
            for sentence in paragraph.sentences:
                paragraph.finds.append(finds_in(paragraph.text, sentence, number))
                number += 1
        register = self._register()
        relations = Relations()
        for paragraph in self.paragraphs:
            read_offices(paragraph.tokens, register)
            relations.read(paragraph.tokens, register)
        self.speakers = Speakers(register, relations, whom_leads_mean(self.paragraphs, register))
        self.out: list[Suggestion] = []

    def _register(self) -> Register:
        register = Register()
        mentions = [f.mention for p in self.paragraphs for finds in p.finds for f in finds if f.mention]
        for paragraph in self.paragraphs:
            register.read_paragraph(paragraph.text, paragraph.tokens)
        mentions += [m for p in self.paragraphs for s in p.sentences if (m := introduced(p.text, s)) is not None]
        for mention in sorted(mentions, key=lambda m: -len((m.name or "").split())):
            register.add_mention(mention)
        register.apply_titles()
        for paragraph in self.paragraphs:
            for find in (find for finds in paragraph.finds for find in finds):
                register.learn_gender(find.mention, find.row[find.content[0] : find.content[0] + 2])
        return register

    def suggestions(self) -> list[Suggestion]:
        number = 0
        for paragraph in self.paragraphs:
            before = len(self.out)
            for sentence, finds in zip(paragraph.sentences, paragraph.finds, strict=True):
                self._sentence(paragraph, sentence, finds, number)
                if not finds and sentence.is_only_quotation:
                    self._bare_quotation(paragraph, sentence, number, first_here=before)
                number += 1
        return self.out

    def _sentence(self, paragraph: Paragraph, sentence: Sentence, finds: list[Find], number: int) -> None:
        resolved: dict[int, Answer] = {}
        subject = main_subject(sentence.tokens)
        if any(f.source and subject and f.source[0] <= subject[0] < f.source[1] for f in finds):
            subject = None
        asked: Entity | None = None
        for find in finds:
            if subject and _stands_before(subject, find):
                asked = self.speakers.note_subject(paragraph.text, sentence, number)
                subject = None
            entity, doubts = resolved[id(find)] = self._source_of(find, resolved, number, finds)
            self.speakers.note_speaker(find.mention, entity, number)
            self.out.append(self._suggestion(paragraph, find, entity, doubts))
        self.speakers.note_names(sentence, number)
        if subject is not None:
            self.speakers.note_subject(paragraph.text, sentence, number)
        for entity, _ in resolved.values():
            self.speakers.focus.note(entity, number, 2)
        if any(find.rule == "passive-by" for find in finds):
            self.speakers.focus.note(asked, number, 1)  # Who was asked is who answers.

    def _source_of(self, find: Find, resolved: dict[int, Answer], number: int, earlier: list[Find]) -> Answer:
        if find.shared is not None:
            return resolved.get(id(find.shared), (None, 3))
        if find.mention is None:
            return None, 3
        return self.speakers.resolve(find.mention, number, other=_reported_inside(find, earlier, resolved))

    def _bare_quotation(self, paragraph: Paragraph, sentence: Sentence, number: int, *, first_here: int) -> None:
        """A sentence of nothing but quoted words: it joins what stands before it, or goes on from there."""
        if len(self.out) > first_here and extend(self._quoting(first_here), paragraph, sentence):
            return
        opens = sentence is paragraph.sentences[0]
        former = self.paragraphs[paragraph.index - 1] if paragraph.index else None
        cue = cue_before(former) if opens else None
        if cue is not None:
            entity, doubts = self.speakers.resolve(cue.mention, number)
            rule = "cue-before"
        elif opens or len(self.out) > first_here:
            last = self.out[-1] if self.out else None
            entity, doubts, rule = going_on(last, self.speakers.focus.last_speaker(), paragraph, former)
        else:
            entity, doubts, rule = self.speakers.focus.subject_of(number - 1), 1, "gesture"
        uttered = any(is_utterance(token.quotation.inner) for token in sentence.tokens if token.quotation)
        if cue is None and (entity is None or not uttered):
            return
        whole = (0, len(sentence.tokens))
        verb, mention = (cue.verb, cue.mention) if cue else (None, None)
        find = Find(sentence, number, 0, verb, rule, *whole, whole, mention)
        self.out.append(self._suggestion(paragraph, find, entity, doubts))
        self.speakers.focus.note(entity, number, 2)

    def _quoting(self, first_here: int) -> Suggestion:
        """The last suggestion, or in `“No,” he said, according to a transcript.` the one whose words were passed on."""
        last = self.out[-1]
        inner = self.out[-2] if len(self.out) > first_here + 1 else last
        passed_on = last.rule == "according-final" and inner.quotes and inner.end > last.start
        return inner if passed_on else last

    def _suggestion(self, paragraph: Paragraph, find: Find, entity: Entity | None, doubts: int) -> Suggestion:
        inside = find.row[find.first : max(find.last, find.first + 1)]
        quotations = quoted_words(inside)
        content = find.row[max(find.content[0], find.first) : min(find.content[1], find.last)]
        confidence = confidence_of(find, doubts)
        mention = find.mention
        return Suggestion(
            paragraph=paragraph.index,
            start=inside[0].start,
            end=inside[-1].end,
            speaker=entity.name if entity else None,
            role=(entity.role if entity else None) or (mention.role if mention else None),
            affiliation=(entity.affiliation if entity else None) or (mention.affiliation if mention else None),
            kind=kind_of(content, quotations),
            verb=find.verb,
            quotes=[quotation.inner for quotation in quotations],
            confidence=confidence,
            tier=tier_of(confidence),
            rule=find.rule,
            source_kind=entity.kind if entity else None,
            source_text=mention.text if mention else None,
        )


def _reported_inside(find: Find, finds: list[Find], resolved: dict[int, Answer]) -> Entity | None:
    """In `The defendant had said it was fun, he told the court`, "he" is not the one whose words are passed on."""
    if find.rule not in ("trailing-clause", "trailing-quote") or find.source is None:
        return None
    inner = next((f for f in reversed(finds) if id(f) in resolved and f.source and f.cue < find.source[0]), None)
    if inner is None or (find.rule == "trailing-quote" and not inner.pluperfect and inner.frame != "that"):
        return None
    apart = any(t.text in ";–—" or t.kind == "quote" for t in find.row[inner.last : find.source[0]])
    return None if apart else resolved[id(inner)][0]


def _stands_before(subject: tuple[int, int], find: Find) -> bool:
    """May the sentence's subject be what a pronoun in this find means? In “NASA is looking, it announced” it may."""
    if find.source is None or find.source[0] < subject[1]:
        return False
    relative = find.source[0] > 1 and find.row[find.source[0] - 2].lower in ("which", "where")  # “in which, he says,”
    return not find.trailing or relative or (find.mention is not None and find.mention.head == "it")
