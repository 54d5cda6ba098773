"""Everything the phases may know of one comment, looked up: the case for judging. The only judging module that queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from articles.comments.judging import bans, filtering, folding, wordlist
from articles.comments.judging.cases import REFUSE, Case, Judgement, Record
from articles.comments.judging.phases import judge
from articles.comments.models import Comment
from articles.publishing.models import Article

REPEATED_WITHIN = timedelta(minutes=10)
LATELY = timedelta(days=7)
LAST_DECIDED = 200  # comments of a reader that are looked at; more would change no verdict


def judged(
    article: Article,
    *,
    name: str,
    email: str,
    text: str,
    language: str = "",
    edited: Comment | None = None,
    record: Record | None = None,
    **sent: Any,
) -> tuple[Case, Judgement]:
    """The case of a comment on `article`, and what becomes of it. The way in for the form, an import and an edit.

    `edited` is the comment that the text would replace: it is no copy of itself. `record` when it is known already.
    `sent` goes into the case as it is: trap, form_age and so on. Six queries at most, however many comments there are;
    two for one that is refused by what is known at the door, so that a flood costs little. Looking further cannot change
    that verdict: the first rule that refuses has the last word.
    """
    record = record_of(email) if record is None else record
    known: dict[str, Any] = {"record": record, "approved_before": record.approved, "ban": bans.told_to(email)}
    case = Case(policy=article.comment_policy, name=name, text=text, **known, **sent)
    judgement = judge(case)
    if judgement.outcome == REFUSE:
        return case, judgement
    repeats, alike = copies_of(text, besides=edited)
    hits = wordlist.hits_in(f"{name}\n{text}", language=language, article_id=article.pk)
    case = replace(case, repeats=repeats, alike=alike, hits=hits, opinion=filtering.opinion_on(text))
    return case, judge(case)


def record_of(email: str) -> Record:
    """What people decided on the comments of `email`: comments that appeared by themselves prove nothing. One query."""
    if not email:
        return Record()
    since = timezone.now() - LATELY
    decided = Comment.objects.filter(author_email=email, decided_at__isnull=False)
    latest = decided.filter(status__in=[Comment.Status.APPROVED, Comment.Status.REJECTED]).order_by("-pk")
    rows = list(latest.values_list("status", "decided_at")[:LAST_DECIDED])
    lately = [status for status, moment in rows if moment and moment > since]
    return Record(
        approved=sum(status == Comment.Status.APPROVED for status, _moment in rows),
        decided_lately=len(lately),
        rejected_lately=lately.count(Comment.Status.REJECTED),
    )


def copies_of(text: str, *, besides: Comment | None = None) -> tuple[int, int]:
    """How many comments of the last ten minutes, on the whole site, have the same words, and how many begin alike."""
    digest, opening = folding.digest_of(text), folding.opening_of(text)
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
