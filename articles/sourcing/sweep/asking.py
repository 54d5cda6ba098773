"""What a form of the sweep asks for, read from what was posted: the verb, the statement, who said it, a passage of the text."""

from __future__ import annotations

from bisect import bisect_right

from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.publishing.models import Article
from articles.publishing.steps import WorkflowRefused
from articles.sourcing.models import Source, SourceName, Statement
from articles.sourcing.names import folded
from articles.sourcing.sweep.accepting import Told
from articles.sourcing.sweep.sources import NewSource
from articles.text.anchors import fold
from articles.text.marking import Body, Passage
from articles.text.sanitise import clean_html

LARGEST_KEY = 2**63 - 1
CONTEXT = 60  # letters around a passage by which it is told from the same words elsewhere


class Namesakes(WorkflowRefused):
    """Several sources go by the name that was typed: one of them has to be chosen."""

    def __init__(self, name: str, sources: list[Source]):
        super().__init__(_("Several sources go by the name “%s”. Choose which one is meant.") % name)
        self.sources = sources


def number(text: str | None) -> int | None:
    """A key as posted; None for anything that is none."""
    if text and text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST_KEY:
        return int(text)
    return None


def statement_of(article: Article, data: QueryDict) -> Statement:
    """The statement that was decided on. Raises WorkflowRefused when it is gone."""
    found = article.statements.select_related("source").filter(pk=number(data.get("statement")) or 0).first()
    if found is None:
        raise WorkflowRefused(_("This statement is not there any more: the text was edited. Look at the list again."))
    found.article = article
    return found


def source_asked(data: QueryDict) -> tuple[Source | None, NewSource | None]:
    """Who said it, as posted: a new source, one by its name, one of those offered, or nobody (None, None).

    Raises Namesakes, and WorkflowRefused for a name that no source has.
    """
    if data.get("new_name", "").strip() and data.get("do") == "new":
        return None, new_source(data)
    if name := " ".join(data.get("source_name", "").split()):
        return named(name), None
    key = number(data.get("source"))
    if key is None:
        return None, None
    source = Source.objects.filter(pk=key).first()
    if source is None:
        raise WorkflowRefused(_("That source is gone. Perhaps somebody merged it just now: type its name."))
    return source, None


def named(name: str) -> Source:
    """The one source of that name. One query."""
    rows = SourceName.objects.filter(key=folded(name)).select_related("source").order_by("source_id")[:20]
    sources = [row.source for row in rows]
    if len(sources) > 1:
        exact = [source for source in sources if source.name == name]
        if len(exact) == 1:
            return exact[0]
        raise Namesakes(name, sources)
    if not sources:
        raise WorkflowRefused(
            _("No source is called “%s”. Check the spelling, or make a new source of that name.") % name
        )
    return sources[0]


def told_of_unnamed(data: QueryDict) -> Told:
    """What readers are to be told of an unnamed source, from the fields of a new one or from those of the row."""
    if data.get("do") in {"new", "new_mark"}:
        return Told(data.get("new_reason", ""), data.get("new_described", ""))
    return Told(data.get("unnamed_reason", ""), data.get("described_as", ""))


def new_source(data: QueryDict) -> NewSource:
    return NewSource(
        name=data.get("new_name", ""),
        kind=data.get("new_kind", ""),
        title=data.get("new_title", ""),
        organisation=data.get("new_organisation", ""),
        anonymity_reason=data.get("new_reason", ""),
    )


def passage_asked(article: Article, data: QueryDict) -> Passage:
    """The place of the words that were typed or selected, told from the same words elsewhere by what stands around them.

    A place that was shown (`paragraph`, `start`, `end`) is taken while the words still stand there.
    Raises WorkflowRefused when the saved text has them nowhere, or in several places that cannot be told apart.
    """
    words = fold(data.get("words", ""))
    if not words:
        raise WorkflowRefused(_("Copy the words from the text, or select them, and then mark them."))
    body = Body(clean_html(article.body))
    if (shown := place_shown(data)) and fold(body.words_at(shown)) == words:
        return shown
    before, after = fold(data.get("before", ""))[-CONTEXT:], fold(data.get("after", ""))[:CONTEXT]
    found = passages_of(body, words)
    if not found:
        raise WorkflowRefused(_("These words are not in the text as it is saved. Save the text first, then mark them."))
    if len(found) > 1 and (before or after):
        weighed = sorted(found, key=lambda place: around(body, place, before, after), reverse=True)
        if around(body, weighed[0], before, after) > around(body, weighed[1], before, after):
            return weighed[0]
    if len(found) > 1:
        raise WorkflowRefused(_("These words stand in several places. Select them in the text, or copy more of them."))
    return found[0]


def place_shown(data: QueryDict) -> Passage | None:
    numbers = [number(data.get(name)) for name in ("paragraph", "start", "end")]
    return Passage(*numbers) if None not in numbers else None  # type: ignore[arg-type]  # three numbers


def passages_of(body: Body, words: str) -> list[Passage]:
    """Every place of `words` in the text, over the ends of paragraphs as well."""
    text, places, start = "\n".join(body.paragraphs).replace("\n", " "), [], 0
    while (found := text.find(words, start)) >= 0:
        paragraph = bisect_right(body.starts, found) - 1
        first = found - body.starts[paragraph]
        places.append(Passage(paragraph, first, first + len(words)))
        start = found + 1
    return places


def around(body: Body, place: Passage, before: str, after: str) -> int:
    """How many letters next to a passage are those that were posted with it."""
    text = body.paragraphs[place.paragraph]
    left, right = text[: place.start].rstrip()[::-1], text[place.end :].lstrip()
    return alike(left, before.rstrip()[::-1]) + alike(right, after.lstrip())


def alike(one: str, other: str) -> int:
    return next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
