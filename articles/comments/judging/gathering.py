"""Everything the phases may know of one comment, looked up: the case for judging. Itself it queries for copies only."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from articles.comments.discussions import rules
from articles.comments.judging import bans, filtering, folding, outside, wordlist
from articles.comments.judging.cases import KNOWN_AFTER, PUBLISH, REFUSE, Case, Judgement, Record
from articles.comments.judging.phases import judge
from articles.comments.judging.records import record_of
from articles.comments.models import Comment
from articles.publishing.models import Article

REPEATED_WITHIN = timedelta(minutes=10)


def judged(
    article: Article,
    *,
    name: str,
    email: str,
    text: str,
    language: str = "",
    edited: Comment | None = None,
    user_id: int | None = None,
    record: Record | None = None,
    standing: rules.Standing | None = None,
    asking: bool = True,
    **sent: Any,
) -> tuple[Case, Judgement]:
    """The case of a comment on `article`, and what becomes of it. The way in for the form, an import and an edit.

    `edited` is the comment that the text would replace: it is no copy of itself. `user_id` is the account of a reader who
    is signed in. `record` and `standing` (what is in force for the story) when they are known already, which saves three
    queries. `sent` goes into the case as it is: trap, form_age and so on. Eight queries at most, however many comments
    there are; few for one that is refused by what is known at the door, so that a flood costs little. Looking further
    cannot change that verdict: the first rule that refuses has the last word. Call it outside of any transaction: a
    service that the newsroom chose to ask (outside.py) is asked at the end, about what nothing of our own objects to;
    unless `asking` is false, for what is not stored yet or was public elsewhere.
    """
    record = record_of(email, user_id) if record is None else record
    known: dict[str, Any] = {"record": record, "approved_before": record.approved, "ban": bans.told_to(email)}
    standing = rules.of_article(article) if standing is None else standing
    known |= {"policy": standing.policy, "first_held": standing.first_held or KNOWN_AFTER}
    case = Case(name=name, text=text, **known, **sent)
    judgement = judge(case)
    if judgement.outcome == REFUSE:
        return case, judgement
    digest, opening = folding.marks_of(text)
    repeats, alike = copies_of(digest, opening, besides=edited)
    hits = wordlist.hits_in(f"{name}\n{text}", language=language, article_id=article.pk)
    case = replace(case, digest=digest, opening=opening, repeats=repeats, alike=alike, hits=hits)
    case = replace(case, opinion=filtering.opinion_on(text))
    judgement = judge(case)
    if asking and judgement.outcome == PUBLISH and (answer := outside.asked(case)):
        case = replace(case, outside=answer)
        judgement = judge(case)
    return case, judgement


def copies_of(digest: str, opening: str, *, besides: Comment | None = None) -> tuple[int, int]:
    """How many comments of the last ten minutes, on the whole site, have the same words, and how many begin alike.

    By their marks (folding.py). One query, none for a text too short to be a copy.
    """
    if not digest:
        return 0, 0
    recent = Comment.objects.filter(posted__gt=timezone.now() - REPEATED_WITHIN)
    same = Q(digest=digest)
    alike = Q(opening=opening) if opening else Q(pk__in=[])
    rows = recent.filter(same | alike)
    if besides is not None:
        rows = rows.exclude(pk=besides.pk)
    found = rows.order_by().aggregate(same=Count("pk", filter=same), alike=Count("pk", filter=alike))
    return found["same"], found["alike"]
