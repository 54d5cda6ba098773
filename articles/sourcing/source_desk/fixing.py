"""A statement that turned out wrong: every place that uses it is listed and decided on by name. None closes silently.

Packages that hold places of their own (the front page, comments) add a finder with `look_in`, once, at start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.publishing import audit, rights
from articles.publishing.checks.ticks import Acknowledged
from articles.publishing.correcting import correct
from articles.publishing.models import Article, Correction
from articles.publishing.steps import WorkflowRefused
from articles.sourcing.models import FixItem, Statement, StatementFix
from articles.sourcing.sweep.asking import passages_of
from articles.sourcing.sweep.refresh import refresh
from articles.sourcing.sweep.verbs import renew
from articles.text.anchors import fold
from articles.text.marking import Body
from articles.text.sanitise import clean_html, plain_text

Decision = FixItem.Decision


@dataclass(frozen=True)
class Place:
    """One place that uses a statement. `label` names it, `passage` has its words; `slot` or `comment` is its key."""

    kind: str
    label: str
    passage: str = ""
    article: int | None = None
    slot: int | None = None
    comment: int | None = None


Finder = Callable[[str, frozenset[int]], Iterable[dict[str, Any]]]
_finders: list[Finder] = []


def look_in(finder: Finder) -> None:
    """Add `finder(wrong, articles)`: the places outside of articles that use the words or show one of the articles.

    Each as the fields of a Place: siblings of this package cannot import it.
    """
    if finder not in _finders:
        _finders.append(finder)


def places_of(statement: Statement, wrong: str) -> list[Place]:
    """Its own article, every article whose statements by the same source hold the words, then what the finders find."""
    same = Q(source=statement.source_id) if statement.source_id else Q(pk=statement.pk)
    uses = Statement.objects.filter(Q(pk=statement.pk) | same & Q(words__icontains=wrong.strip()))
    found: dict[int, Place] = {}
    rows = uses.exclude(state=Statement.State.REJECTED).order_by("article", "pk")
    for pk, headline, words in rows.values_list("article", "article__headline", "words"):
        found.setdefault(pk, Place(FixItem.Kind.ARTICLE, headline[:300], words, article=pk))
    articles = frozenset(found)
    return [*found.values(), *elsewhere(wrong.strip(), articles)]


def elsewhere(wrong: str, articles: frozenset[int]) -> list[Place]:
    return [Place(**place) for finder in _finders for place in finder(wrong, articles)]


def open_fix(statement: Statement, *, wrong: str, right: str, by: User | None) -> StatementFix:
    """Note that a statement is wrong, with every place that uses it. Raises PermissionDenied, WorkflowRefused."""
    rights.require(by, "fix_statement")
    wrong, right = wrong.strip(), right.strip()
    if not wrong or not right:
        raise WorkflowRefused(_("Write the wrong words as printed, and what is right."))
    if wrong == right:
        raise WorkflowRefused(_("The wrong words and the right ones are the same."))
    with transaction.atomic():
        fix = StatementFix.objects.create(statement=statement, wrong=wrong, right=right, opened_by=by)
        FixItem.objects.bulk_create(
            FixItem(
                fix=fix,
                kind=place.kind,
                label=place.label,
                passage=place.passage,
                article_id=place.article,
                slot_id=place.slot,
                comment_id=place.comment,
            )
            for place in places_of(statement, wrong)
        )
        audit.record(by, "fix_statement", statement, before={"wrong": wrong}, after={"right": right, "fix": fix.pk})
    return fix


def decide(
    item: FixItem, decision: str, *, by: User | None, note: str = "", acknowledged: Acknowledged = ()
) -> FixItem:
    """Decide on one place. `fix` on an article makes its correction and publishes the mended text in the same step.

    Locks the item. Raises PermissionDenied; WorkflowRefused for a place decided before, for a fix whose words still stand
    there, for a note or a “not needed” without a reason, and for whatever keeps the correction from going out.
    """
    rights.require(by, "fix_statement", item.article)
    if decision not in Decision.values or decision == Decision.OPEN:
        raise WorkflowRefused(_("Choose what becomes of this place."))
    if decision != Decision.FIX and not note.strip():
        raise WorkflowRefused(_("Say why: it stays with the fix, under your name."))
    with transaction.atomic():
        locked = FixItem.objects.select_for_update(of=("self",)).select_related("fix").get(pk=item.pk)
        if locked.decision != Decision.OPEN:
            raise WorkflowRefused(_("Somebody has decided on this place already."))
        if decision == Decision.FIX:
            locked.correction = _mend(locked, by, acknowledged)
        locked.decision, locked.note = decision, note.strip()[:300]
        locked.decided_by, locked.decided_at = by, timezone.now()
        locked.save()
        audit.record(by, "decide_fix", locked.fix, after={"place": locked.label, "decision": decision}, note=note)
        if not locked.fix.items.filter(decision=Decision.OPEN).exists():
            StatementFix.objects.filter(pk=locked.fix_id).update(closed_at=timezone.now())
    return locked


def _mend(item: FixItem, by: User | None, acknowledged: Acknowledged) -> Correction | None:
    """The correction of an article; None for other places, whose words must be gone."""
    wrong, right = item.fix.wrong, item.fix.right
    if item.kind != FixItem.Kind.ARTICLE or item.article is None:
        if any(_is(place, item) and wrong.casefold() in place.passage.casefold() for place in _look(item)):
            raise WorkflowRefused(_("The words still stand there. Mend them first."))
        return None
    if wrong in _words_of(item.article):
        raise WorkflowRefused(_("The words still stand in the article. Mend the text and save it, then come back."))
    take_new_words(item.article, wrong, right, by)
    text = _("An earlier version of this story said: “%(wrong)s”. Right is: “%(right)s”.")
    correction, _edition = correct(
        item.article,
        kind=Correction.Kind.CORRECTION,
        text=text % {"wrong": wrong, "right": right},
        wrong=wrong[:400],
        right=right[:400],
        by=by,
        acknowledged=acknowledged,
    )
    return correction


def take_new_words(article: Article, wrong: str, right: str, by: User | None) -> None:
    """Let accepted statements of `article` that held the wrong words stand for the mended ones, where the text has them.

    One whose mended words are not found as they should read waits in the sweep as “words changed”.
    """
    refresh(article)
    body = Body(clean_html(article.body))
    held = article.statements.filter(state=Statement.State.ACCEPTED, stale=True, words__contains=wrong)
    for statement in held.exclude(pk__in=body.marks):
        found = passages_of(body, fold(statement.words.replace(wrong, right)))
        if len(found) == 1:
            place = found[0]
            renew(statement, by=by, paragraph=place.paragraph, start=place.start, end=place.end)


def _look(item: FixItem) -> list[Place]:
    articles = frozenset(item.fix.items.filter(article__isnull=False).values_list("article", flat=True))
    return elsewhere(item.fix.wrong, articles)


def _is(place: Place, item: FixItem) -> bool:
    return (place.slot, place.comment) == (item.slot_id, item.comment_id)


def _words_of(article: Article) -> str:
    return "\n".join([article.headline, article.standfirst, plain_text(article.body)])
