"""Running the engine over an article again: what stands is found again, new suggestions come, old ones of it go.

A human decision is never touched: it keeps its columns, and what was decided on is not suggested anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from articles.publishing.models import Article
from articles.sourcing.forgetting import forget_speakers
from articles.sourcing.models import Statement
from articles.sourcing.suggesting import Suggestion, suggest
from articles.sourcing.sweep.anchoring import digest_at, place
from articles.sourcing.sweep.columns import was_decided
from articles.text.marking import Body, Passage
from articles.text.sanitise import clean_html, plain_paragraphs

# What stands in these is no running text: a caption, a crosshead, words pulled out of the text.
NOT_RUNNING = frozenset("h2 h3 h4 aside figcaption caption th pre".split())
ANCHOR = ("paragraph", "start", "end", "anchor_digest", "stale")
SUGGESTED = ("words", "kind", "cue", "quotes", "confidence", "rule", "tier", "suggested")


@dataclass
class Refreshed:
    """What a rerun came to. `stale` are the decided statements whose words are not found any more, `moved` how many
    stand at another place than before, `dropped` how many suggestions the engine no longer makes.
    """

    added: list[Statement] = field(default_factory=list)
    dropped: int = 0
    moved: int = 0
    stale: list[Statement] = field(default_factory=list)
    changed: int = 0  # rows that were written in any way

    def __bool__(self) -> bool:
        return bool(self.added or self.dropped or self.changed)


def refresh(article: Article, *, write: bool = True) -> Refreshed:
    """Bring the statements of `article` up to its text. The caller has the article's lock, or has just saved it.

    Writes rows of statements and nothing else: neither the version nor a revision. With `write=False` it only tells
    what it would come to. At most two queries, and three that write.
    """
    body = Body(clean_html(article.body))
    statements = list(article.statements.all())
    places = place(statements, body, lambda: former_paragraphs(article))
    found = suggestions_for(article, body)
    outcome = Refreshed()
    kept = _kept(statements, places, found, outcome)
    changed = [statement for statement in kept if _bring_up(statement, places[statement.pk], body, found, outcome)]
    outcome.changed = len(changed)
    outcome.added = _new(article, kept, places, found, body)
    if write:
        gone = {statement.pk for statement in statements} - {statement.pk for statement in kept}
        if gone:
            article.statements.filter(pk__in=gone).delete()
        Statement.objects.bulk_update(changed, [*ANCHOR, *SUGGESTED])
        Statement.objects.bulk_create(outcome.added)
        if any(statement.source_id for statement in changed):
            forget_speakers(article.statements.all())
    return outcome


def suggestions_for(article: Article, body: Body) -> dict[Passage, Suggestion]:
    """What the engine makes of the running text, by its place. It reads English; of other languages it makes nothing."""
    if not is_read(article):
        return {}
    paragraphs = [
        "" if NOT_RUNNING.intersection(tags) else text for text, tags in zip(body.paragraphs, body.inside, strict=True)
    ]
    made = ((Passage(one.paragraph, one.start, one.end), one) for one in suggest(paragraphs))
    return {passage: one for passage, one in made if body.words_at(passage).strip()}


def is_read(article: Article) -> bool:
    return reads(article.language, article.direction)


def reads(language: str, direction: str) -> bool:
    """Whether the engine reads text of that language and direction: English, and what nobody has said the language of."""
    return direction != "rtl" and language.lower().partition("-")[0] in {"", "en"}


def former_paragraphs(article: Article) -> list[str] | None:
    """The paragraphs of the newest revision: as the text was when the statements were last placed. One query."""
    content = article.revisions.order_by("-number").values_list("content", flat=True).first()
    return plain_paragraphs(clean_html(content["body"])) if content and content.get("body") else None


def _kept(
    statements: list[Statement],
    places: dict[int | None, Passage | None],
    found: dict[Passage, Suggestion],
    outcome: Refreshed,
) -> list[Statement]:
    """Those that stay: all that a person had a hand in, and each suggestion that the engine still makes, once."""
    kept, taken = [], set()
    for statement in statements:
        passage = places[statement.pk]
        if was_decided(statement):
            kept.append(statement)
        elif passage in found and passage not in taken:
            kept.append(statement)
            taken.add(passage)
        else:
            outcome.dropped += 1
    return kept


def _bring_up(
    statement: Statement, passage: Passage | None, body: Body, found: dict[Passage, Suggestion], outcome: Refreshed
) -> bool:
    """Set the anchor, and of a mere suggestion what the engine says now; whether that changed anything."""
    before = [getattr(statement, name) for name in (*ANCHOR, *SUGGESTED)]
    if passage is None:
        statement.stale = True
        outcome.stale.append(statement)
    else:
        outcome.moved += (statement.paragraph, statement.start, statement.end) != (
            passage.paragraph,
            passage.start,
            passage.end,
        )
        set_anchor(statement, passage, body)
        if not was_decided(statement):
            for name, value in columns_of_suggestion(found[passage]).items():
                setattr(statement, name, value)
    return before != [getattr(statement, name) for name in (*ANCHOR, *SUGGESTED)]


def _new(
    article: Article,
    kept: list[Statement],
    places: dict[int | None, Passage | None],
    found: dict[Passage, Suggestion],
    body: Body,
) -> list[Statement]:
    """A row for each suggestion that has none, unless a person has decided on these very letters."""
    known = {places[statement.pk] for statement in kept}
    decided = [passage for statement in kept if was_decided(statement) and (passage := places[statement.pk])]
    added = []
    for passage, suggestion in found.items():
        if passage in known or any(is_the_same(passage, other) for other in decided):
            continue
        statement = Statement(article=article, **columns_of_suggestion(suggestion))
        set_anchor(statement, passage, body)
        statement.words = body.words_at(passage)
        added.append(statement)
    return added


def is_the_same(one: Passage, other: Passage) -> bool:
    """Whether two passages share so much that they are one attribution: half of what both cover, as its measure asks.

    One inside the other (“According to X, Y said …”) may be two attributions, both of them right.
    """
    if one.paragraph != other.paragraph:
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= max(one.end, other.end) - min(one.start, other.start)


def set_anchor(statement: Statement, passage: Passage, body: Body) -> None:
    statement.paragraph, statement.start, statement.end = passage.paragraph, passage.start, passage.end
    statement.anchor_digest, statement.stale = digest_at(body.paragraphs, passage), False


def columns_of_suggestion(suggestion: Suggestion) -> dict[str, Any]:
    """The columns of a statement that the engine fills."""
    return {
        "kind": suggestion.kind,
        "cue": (suggestion.verb or "")[:100],
        "quotes": list(suggestion.quotes),
        "confidence": suggestion.confidence,
        "rule": suggestion.rule[:60] or "engine",
        "tier": suggestion.tier,
        "suggested": {
            "speaker": suggestion.speaker,
            "role": suggestion.role,
            "affiliation": suggestion.affiliation,
            "source_kind": suggestion.source_kind,
        },
    }
