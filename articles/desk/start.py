"""What the desk's start page tells one person: what is theirs, what is late, what waits for them. Few bounded queries."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from articles.desk.models import Note
from articles.publishing.consent import readers_part
from articles.publishing.models import Approval, Article, Revision
from articles.publishing.models.article import Stage

MOST = 60  # stories looked at for one person
SHOWN = 8  # of each list
RECENT_SAVES = 200  # as far back as "in hand" reaches; by the index of a user's revisions


@dataclass
class Work:
    """Stories in hand, each list by its due time, those without one last."""

    mine: list[Article] = field(default_factory=list)
    late: list[Article] = field(default_factory=list)
    to_edit: list[Article] = field(default_factory=list)


def work_of(user: User) -> Work:
    """The stories given to `user`; for those who publish, everybody's late ones too. One query."""
    now = timezone.now()
    given = Q(reporter=user) | Q(editor=user)
    wanted = given | Q(due__lt=now) if user.has_perm("articles.publish_article") else given
    rows = (
        Article.objects.filter(wanted, not_for_publication=False)
        .in_hand(now)
        .annotate(others=Case(When(given, then=Value(0)), default=Value(1), output_field=IntegerField()))
        .select_related("reporter", "editor")
        .defer("body")
        .order_by("others", F("due").asc(nulls_last=True), "-pk")
    )
    stories = list(rows[: 2 * MOST])
    mine = [story for story in stories if not story.others]
    to_edit = [story for story in mine if story.editor_id == user.pk and story.stage == Stage.IN_EDIT]
    late = sorted((story for story in stories if story.due and story.due < now), key=lambda story: story.due)
    return Work([story for story in mine if story not in to_edit], late, to_edit)


def saved_lately(user: User, kept: int = 6) -> QuerySet[Article]:
    """What `user` has saved lately and readers may see or not, newest first. One query."""
    saves = Revision.objects.filter(user=user).order_by("-pk").values("article_id")[:RECENT_SAVES]
    return Article.objects.filter(pk__in=Subquery(saves)).with_live_state().defer("body").order_by("-modified")[:kept]


def to_approve(user: User) -> list[Article]:
    """Stories of sections that ask for a second person, as good as finished by others, and not agreed to yet. One query."""
    if not user.has_perm("articles.add_approval"):
        return []
    newest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
    agreed = Approval.objects.filter(revision__article=OuterRef("pk"), user__isnull=False).order_by("-revision__number")
    rows = (
        Article.objects.filter(section__needs_approval=True, stage__in=[Stage.IN_EDIT, Stage.READY])
        .in_hand()
        .annotate(
            writer=Subquery(newest.values("user_id")[:1]),
            content=Subquery(newest.values("content")[:1]),
            agreed=Subquery(agreed.values("revision__content")[:1]),
        )
        .exclude(writer=user.pk)
        .defer("body")
        .order_by("-modified")
    )
    return [
        story
        for story in rows[:MOST]
        if not (story.agreed and readers_part(story.agreed) == readers_part(story.content))
    ]


def mentions_of(user: User) -> QuerySet[Note]:
    """Notes of open threads that name `user`, newest first. One query."""
    is_open = Q(parent=None, resolved_at=None) | Q(parent__isnull=False, parent__resolved_at=None)
    return (
        Note.objects.filter(is_open, mentions=user)
        .select_related("author", "article")
        .defer("article__body")
        .order_by("-pk")
    )
