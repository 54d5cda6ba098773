"""What readers see of a conversation: the section under a story, the pages of all threads, the page of one thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, IntegerField, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from articles.comments.models import Comment
from articles.publishing.models import Article, Edition
from articles.publishing.models.article import CommentPolicy

THREADS_A_PAGE = 25
REPLIES_SHOWN = 10  # of each thread under the story; the rest stand on the thread's own page
REPLIES_A_PAGE = 100
TAKING = frozenset({CommentPolicy.HELD, CommentPolicy.NEWCOMERS, CommentPolicy.OPEN})


@dataclass
class Thread:
    """The comment that began a thread, the replies shown with it, and how many more there are."""

    first: Comment
    replies: list[Comment] = field(default_factory=list)
    more: int = 0


@dataclass
class Conversation:
    """The comments under one story as a page shows them: `count` counts all that readers may see."""

    edition: Edition
    public_id: str
    policy: str
    count: int = 0
    thread_count: int = 0
    threads: list[Thread] = field(default_factory=list)

    @property
    def is_off(self) -> bool:
        return self.policy == CommentPolicy.OFF

    @property
    def is_open(self) -> bool:
        return self.policy in TAKING

    @property
    def has_more(self) -> bool:
        return self.thread_count > THREADS_A_PAGE

    @property
    def all_url(self) -> str:
        return reverse("comments", args=[self.public_id])

    @property
    def post_url(self) -> str:
        return reverse("comment_post", args=[self.public_id])


class Withdrawn(Exception):
    """The story was public and is no more; `edition` is the last that readers saw."""

    def __init__(self, edition: Edition):
        super().__init__("withdrawn")
        self.edition = edition


def live_edition(public_id: str, at: datetime | None = None) -> Edition | None:
    """The edition that readers see of the article with that public id, with its article. None: never public so far.

    Raises Withdrawn when it was public before. One query when live, two otherwise.
    """
    at = at or timezone.now()
    editions = Edition.objects.filter(article__public_id=public_id)
    live = editions.live(at).select_related("article", "section").first()
    if live is None and (last := editions.filter(live_from__lte=at).order_by("-live_from").first()):
        raise Withdrawn(last)
    return live


def section_context(edition: Edition, request: HttpRequest | None = None) -> dict[str, Any]:
    """For `comments/_section.html` on the story's page: {"comments": Conversation}. Always exactly two queries."""
    return {"comments": conversation(edition, at=getattr(request, "moment", None))}


def conversation(edition: Edition, page: int = 1, at: datetime | None = None) -> Conversation:
    """Page `page` of the threads under `edition`, oldest first. Two queries for any number of comments.

    With `at` (the site at a moment), only what had been posted by then.
    """
    start = (page - 1) * THREADS_A_PAGE
    public = Comment.objects.filter(article=edition.article_id).public()
    if at is not None:
        public = public.filter(posted__lte=at)
    firsts = list(
        public.first_of_threads().annotate(
            public_id=F("article__public_id"),
            policy=F("article__comment_policy"),
            count=counted(public),
            thread_count=counted(public.filter(thread__isnull=True)),
        )[start : start + THREADS_A_PAGE]
    )
    if not firsts:
        public_id, policy = Article.objects.values_list("public_id", "comment_policy").get(pk=edition.article_id)
        return Conversation(edition, public_id, policy)
    known = firsts[0]
    shown = Conversation(edition, known.public_id, known.policy, known.count, known.thread_count)
    if not shown.is_off:
        shown.threads = with_replies(firsts, at)
    return shown


def counted(comments: QuerySet[Comment]) -> Coalesce:
    """The number of these comments of one article, as a column."""
    number = comments.order_by().values("article").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), 0, output_field=IntegerField())


def with_replies(firsts: list[Comment], at: datetime | None = None) -> list[Thread]:
    """A thread for each, with its first replies. One query."""
    threads = {first.pk: Thread(first) for first in firsts}
    public = Comment.objects.public().filter(thread__in=threads)
    replies = (
        answering(public.filter(posted__lte=at) if at is not None else public)
        .annotate(
            place=Window(RowNumber(), partition_by="thread", order_by=["posted", "pk"]),
            of=Window(Count("pk"), partition_by="thread"),
        )
        .filter(place__lte=REPLIES_SHOWN)
        .order_by("thread", "posted", "pk")
    )
    for reply in replies:
        thread = threads[reply.thread_id or reply.pk]
        thread.replies.append(reply)
        thread.more = reply.of - len(thread.replies)
    return list(threads.values())


def answering(replies: QuerySet[Comment]) -> QuerySet[Comment]:
    """With the name and status of the comment each answers: readers see two levels, and deeper replies name whom."""
    return replies.annotate(answers_name=F("parent__author_name"), answers_status=F("parent__status"))


def thread_page(first: Comment, page: int = 1) -> tuple[Thread, int]:
    """Page `page` of one thread's replies, and how many pages there are. Two queries."""
    replies = answering(first.thread_comments.public()).order_by("posted", "pk")
    total = first.thread_comments.public().count()
    start = (page - 1) * REPLIES_A_PAGE
    return Thread(first, list(replies[start : start + REPLIES_A_PAGE])), max(1, -(-total // REPLIES_A_PAGE))


def address_of(comment: Comment, edition: Edition) -> str:
    """Where a public comment stands: on the story's page when it is among those shown there, else on its thread's page.

    Ends in `#comment-<id>`. At most three queries.
    """
    first = comment.thread or comment
    ahead = Comment.objects.filter(article=comment.article_id).public().filter(thread__isnull=True)
    place = 0 if comment == first else first.thread_comments.public().filter(before(comment)).count()
    if place < REPLIES_SHOWN and ahead.filter(before(first)).count() < THREADS_A_PAGE:
        return f"{edition.path}#comment-{comment.pk}"
    page = place // REPLIES_A_PAGE + 1
    query = {"page": page} if page > 1 else None
    url = reverse("comment_thread", args=[edition.article.public_id, first.pk], query=query)
    return f"{url}#comment-{comment.pk}"


def before(comment: Comment) -> Q:
    return Q(posted__lt=comment.posted) | Q(posted=comment.posted, pk__lt=comment.pk)
