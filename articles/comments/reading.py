"""What readers see of a conversation: the section under a story, and each page of all its threads."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, DateTimeField, F, QuerySet, TextField
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from articles.comments.discussions import rules
from articles.comments.discussions.models import Discussion
from articles.comments.models import Comment
from articles.comments.passages import passage_changed, words_of
from articles.comments.threads import (
    REPLIES_A_PAGE,
    REPLIES_SHOWN,
    Thread,
    before,
    before_one,
    knowing_their_end,
    thread_page,
    with_replies,
)
from articles.prepared import prepared
from articles.publishing.models import Article, Edition
from articles.text.interface import speak_around

__all__ = ["REPLIES_A_PAGE", "REPLIES_SHOWN", "Thread", "thread_page"]  # known by this name elsewhere

THREADS_A_PAGE = 25
TAKING = rules.TAKING
OLDEST, NEWEST, RECOMMENDED = "", "newest", "recommended"
ORDERS = {
    OLDEST: ("posted", "pk"),
    NEWEST: ("-posted", "-pk"),
    RECOMMENDED: ("-recommendations", "-pk"),
}
# Of the story and of what moderators decided about its conversation, read along with the first comments.
OF_STORY = ("public_id", "comment_policy")
OF_DISCUSSION = tuple(column.attname for column in Discussion._meta.concrete_fields if column.name != "changed_by")


@dataclass
class Conversation:
    """The comments under one story as a page shows them: `count` counts all that readers may see."""

    edition: Edition
    public_id: str
    discussion: Discussion
    standing: rules.Standing
    sort: str = OLDEST
    count: int = 0
    thread_count: int = 0
    threads: list[Thread] = field(default_factory=list)
    featured: list[Comment] = field(default_factory=list)

    @property
    def is_off(self) -> bool:
        return self.standing.is_off

    @property
    def is_open(self) -> bool:
        return self.standing.takes_comments

    @property
    def changes_at(self) -> datetime | None:
        """When the page becomes another one by itself: comments close after some days, or at an hour."""
        return self.standing.changes_at

    @property
    def has_more(self) -> bool:
        return self.thread_count > THREADS_A_PAGE

    @property
    def pages(self) -> int:
        return max(1, -(-self.thread_count // THREADS_A_PAGE))

    @cached_property
    def all_url(self) -> str:
        return reverse("comments", args=[self.public_id])

    @cached_property
    def post_url(self) -> str:
        return reverse("comment_post", args=[self.public_id])


class Withdrawn(Exception):
    """The story was public and is no more; `edition` is the last that readers saw."""

    def __init__(self, edition: Edition):
        super().__init__("withdrawn")
        self.edition = edition


def live_edition(public_id: str, at: datetime | None = None) -> Edition | None:
    """The edition that readers see of the article with that public id, with its article. None: never public so far.

    Raises Withdrawn when it was public before. One query when live, two otherwise. From here on the interface speaks the
    language of the story.
    """
    at = at or timezone.now()
    live = next(iter(live_with_article(public_id=public_id, at=at)), None)
    editions = Edition.objects.filter(article__public_id=public_id)
    if live is None and (last := editions.filter(live_from__lte=at).order_by("-live_from").first()):
        speak_around(last.language)
        raise Withdrawn(last)
    if live is not None:
        speak_around(live.language)
    return live


@prepared(public_id=TextField(), at=DateTimeField())
def live_with_article(*, public_id, at):
    live = Edition.objects.filter(article__public_id=public_id).live(at)
    return live.select_related("article__discussion", "section").order_by("pk")[:1]


def section_context(edition: Edition, request: HttpRequest | None = None) -> dict[str, Any]:
    """For `comments/_section.html` on the story's page: {"comments": Conversation}. Always exactly two queries."""
    return {"comments": conversation(edition, at=getattr(request, "moment", None))}


def conversation(edition: Edition, page: int = 1, at: datetime | None = None, sort: str = OLDEST) -> Conversation:
    """Page `page` of the threads under `edition`. Two queries for any number of comments, bounded by indexes.

    With `at` (the desk looks at the site at a moment), only what had been posted by then, and counted anew.
    """
    shown_firsts = list(page_of_firsts(edition, page, at, sort))
    if not shown_firsts:
        return began(edition, at, **story_of(edition))
    known = shown_firsts[0]
    shown = began(edition, at, **{name: getattr(known, f"of_{name}") for name in (*OF_STORY, *OF_DISCUSSION)})
    shown.sort = sort
    if at is not None:
        shown.count, shown.thread_count = public_of(edition, at).count(), first_comments(edition, at).count()
    if not shown.is_off:
        begins = page == 1 and sort == OLDEST
        shown.threads, shown.featured = with_replies(shown_firsts, edition.article_id if begins else None, at)
        mark_passages(shown.threads, edition)
    return shown


def page_of_firsts(edition: Edition, page: int, at: datetime | None, sort: str) -> QuerySet[Comment]:
    if page == 1 and at is None:
        return first_page(sort, article=edition.article_id)
    firsts = with_the_story(knowing_their_end(first_comments(edition, at).order_by(*ORDERS[sort]), at))
    return firsts[(page - 1) * THREADS_A_PAGE : page * THREADS_A_PAGE]


@prepared(article=BigIntegerField())
def first_page(sort: str, *, article):
    """The first page of each order: what nearly all readers ask for."""
    firsts = Comment.objects.filter(article=article).first_of_threads().order_by(*ORDERS[sort])
    return with_the_story(knowing_their_end(firsts))[:THREADS_A_PAGE]


def mark_passages(threads: list[Thread], edition: Edition) -> None:
    """Give each comment of `threads` that answers words of the story `passage_changed`: they do not stand there any more."""
    answering = [each for thread in threads for each in (thread.first, *thread.replies) if each.passage]
    words = words_of(edition) if answering else ""
    for comment in answering:
        comment.passage_changed = passage_changed(comment, words)  # type: ignore[attr-defined]  # for the template


def first_comments(edition: Edition, at: datetime | None):
    firsts = Comment.objects.filter(article=edition.article_id).first_of_threads()
    return firsts if at is None else firsts.filter(posted__lte=at)


def public_of(edition: Edition, at: datetime | None):
    public = Comment.objects.filter(article=edition.article_id).public()
    return public if at is None else public.filter(posted__lte=at)


def with_the_story(firsts):
    """With the columns that `began` takes, each by the name `of_…`, and the day of the edition each was written about."""
    story = {f"of_{name}": F(f"article__{name}") for name in OF_STORY}
    discussion = {f"of_{name}": F(f"article__discussion__{name}") for name in OF_DISCUSSION}
    return firsts.annotate(of_edition=F("edition__live_from"), **story, **discussion)


def story_of(edition: Edition) -> dict[str, Any]:
    columns = {name: F(f"discussion__{name}") for name in OF_DISCUSSION}
    return Article.objects.values(*OF_STORY, **columns).get(pk=edition.article_id)


def began(
    edition: Edition, at: datetime | None, *, public_id: str, comment_policy: str, **columns: Any
) -> Conversation:
    """A conversation without threads yet, from the columns of a story and of its discussion, which may have no row."""
    has_row = columns["article_id"] is not None
    discussion = Discussion(**columns) if has_row else Discussion(article_id=edition.article_id)
    return begun(edition, public_id, comment_policy, discussion, at)


def begun(
    edition: Edition, public_id: str, policy: str, discussion: Discussion, at: datetime | None = None
) -> Conversation:
    return Conversation(
        edition,
        public_id,
        discussion,
        rules.in_force(policy, discussion, edition.first_published, at or timezone.now()),
        count=discussion.comment_count,
        thread_count=discussion.thread_count,
    )


def of_story(edition: Edition) -> Conversation:
    """The conversation of an edition as `live_edition` gives it, without its threads. No queries."""
    article = edition.article
    discussion = getattr(article, "discussion", None) or Discussion(article_id=article.pk)
    return begun(edition, article.public_id, article.comment_policy, discussion)


@prepared(article=BigIntegerField(), posted=DateTimeField(), pk=BigIntegerField())
def firsts_before(*, article, posted, pk):
    """The keys of the threads ahead of one that began then, as many as a page holds."""
    firsts = Comment.objects.filter(before_one(posted, pk), article=article).first_of_threads()
    return firsts.order_by().values_list("pk")[:THREADS_A_PAGE]


def address_of(comment: Comment, edition: Edition) -> str:
    """Where a public comment stands: on the story's page when it is among those shown there, else on its thread's page.

    Ends in `#comment-<id>`. At most three queries.
    """
    first = comment.thread or comment
    replies = Comment.objects.filter(thread=first, status=Comment.Status.APPROVED)
    place = 0 if comment == first else replies.filter(before(comment)).count()
    ahead = firsts_before(article=edition.article_id, posted=first.posted, pk=first.pk)
    if place < REPLIES_SHOWN and len(ahead) < THREADS_A_PAGE:
        return f"{edition.path}#comment-{comment.pk}"
    page = place // REPLIES_A_PAGE + 1
    query = {"page": page} if page > 1 else None
    url = reverse("comment_thread", args=[edition.article.public_id, first.pk], query=query)
    return f"{url}#comment-{comment.pk}"
