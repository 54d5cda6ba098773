"""Sets of articles and editions. `EditionQuerySet.live` is the one definition of "public"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

UNCOUNTED = frozenset({"created", "modified", "version"})  # columns of an article that no form shows


def manager_of(model: str) -> Any:
    """The manager of a model of this app by name: a module of querysets comes before the models that use it."""
    return apps.get_model("articles", model)._default_manager


def live_condition(at: datetime, prefix: str = "") -> Q:
    """The condition `live_from <= at < live_until` on an edition, reached through `prefix` (such as `editions__`)."""
    return Q(**{f"{prefix}live_from__lte": at}) & (
        Q(**{f"{prefix}live_until__isnull": True}) | Q(**{f"{prefix}live_until__gt": at})
    )


class EditionQuerySet(models.QuerySet):
    """Rows come without the lead pictures that readers may not see, at the moment of `live` or now: see `_fetch_all`."""

    seen_at: datetime | None = None

    def _clone(self):
        clone = super()._clone()  # type: ignore[misc]  # Django's, of which the stubs know nothing
        clone.seen_at = self.seen_at
        return clone

    def _fetch_all(self):
        """A lead picture that is fetched with its edition is None once its licence has ended, or its file is lost.

        Here, so that no list, feed or export can forget it. The edition keeps the key: nothing is written.
        """
        fetched = self._result_cache is not None
        super()._fetch_all()
        if not fetched:
            leave_out_pictures(self._result_cache or [], self.model, self.seen_at or timezone.now())

    def live(self, at: datetime | None = None):
        """Editions that readers see at the moment `at` (default: now). Every public outlet starts here."""
        at = at or timezone.now()
        live = self.filter(live_condition(at))
        live.seen_at = at
        return live

    def not_ended(self, at: datetime | None = None):
        """Editions that readers see at `at`, or will see later."""
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=at or timezone.now()))

    def newest_first(self):
        return self.order_by("-first_published", "-pk")

    def of_story(self, story_id: int):
        """Editions of the story first written as the article `story_id`, in whatever language."""
        return self.filter(Q(article=story_id) | Q(translation_of=story_id))

    def before(self, cursor: tuple[datetime, int] | None):
        """Editions after the given one in a list sorted newest first: the next page by key, without counting."""
        if cursor is None:
            return self
        first_published, pk = cursor
        return self.filter(Q(first_published__lt=first_published) | Q(first_published=first_published, pk__lt=pk))

    def after(self, cursor: tuple[datetime, int]):
        """Editions before the given one in a list sorted newest first: what is newer than it."""
        first_published, pk = cursor
        return self.filter(Q(first_published__gt=first_published) | Q(first_published=first_published, pk__gt=pk))

    def for_lists(self):
        """With all that a card shows and without the bodies: two queries for any number of rows."""
        rows = manager_of("EditionAuthor").select_related("author")
        return (
            self.select_related("section", "lead_picture", "publisher")
            .prefetch_related(models.Prefetch("edition_authors", queryset=rows))
            .defer("body_html", "body_text")
        )

    def next_change(self, at: datetime | None = None) -> datetime | None:
        """The next moment after `at` when one of these editions goes live or ends; None when none is planned."""
        at = at or timezone.now()
        starts = self.filter(live_from__gt=at).aggregate(next=models.Min("live_from"))["next"]
        ends = self.filter(live_until__gt=at).aggregate(next=models.Min("live_until"))["next"]
        return min((moment for moment in (starts, ends) if moment), default=None)


def leave_out_pictures(rows: Iterable[Any], edition: type[models.Model], at: datetime) -> None:
    """Take from each edition among `rows` a lead picture that came with it and that nobody may see at `at`."""
    for row in rows:
        if isinstance(row, edition):
            picture = row._state.fields_cache.get("lead_picture")
            if picture is not None and not picture.is_shown(at):
                row._state.fields_cache["lead_picture"] = None


class ArticleQuerySet(models.QuerySet):
    def update(self, **fields):
        """As Django's; and a change of the working copy counts as a save, so that a form that is open notices it."""
        if "version" not in fields and not UNCOUNTED.issuperset(fields):
            fields["version"] = F("version") + 1
        return super().update(**fields)

    update.alters_data = True  # type: ignore[attr-defined]  # Django's mark on a method: no template may call it

    def mine(self, user: Any):
        """Those given to `user`, to write or to edit."""
        return self.filter(Q(reporter=user) | Q(editor=user))

    def in_hand(self, at: datetime | None = None):
        """Those that readers neither see nor will see by what is planned: the desk still has work on them."""
        editions = manager_of("Edition").filter(article=OuterRef("pk")).order_by()
        return self.filter(~Exists(editions.not_ended(at)))

    def late(self, at: datetime | None = None):
        """Those in hand whose due time has passed, and that somebody still means to publish."""
        at = at or timezone.now()
        return self.filter(due__lt=at, not_for_publication=False).in_hand(at)

    def with_live_state(self, at: datetime | None = None):
        """Adds `live_number`, `live_since`, `live_path`, `scheduled_for`, `ends_at` and `was_public` without joining rows."""
        at = at or timezone.now()
        editions = manager_of("Edition").filter(article=OuterRef("pk")).order_by()
        live = editions.live(at)
        return self.annotate(
            live_number=Subquery(live.values("number")[:1]),
            live_since=Subquery(live.values("live_from")[:1]),
            live_path=Subquery(live.values("path")[:1]),
            scheduled_for=Subquery(editions.filter(live_from__gt=at).order_by("live_from").values("live_from")[:1]),
            ends_at=Subquery(
                editions.filter(live_until__gt=at, ending="expired").order_by("-live_from").values("live_until")[:1]
            ),
            was_public=Exists(editions.filter(live_from__lte=at)),
        )


class CorrectionQuerySet(models.QuerySet):
    def public(self, at: datetime | None = None):
        """Corrections made by `at` of articles that are live at `at`, each with `headline` and `path` of that edition."""
        at = at or timezone.now()
        return (
            self.filter(live_condition(at, "article__editions__"), made__lte=at)
            .annotate(headline=F("article__editions__headline"), path=F("article__editions__path"))
            .order_by("-made", "-pk")
        )

    def next_made(self, at: datetime) -> datetime | None:
        """When the first of those dated after `at` will be told. One query."""
        return self.filter(made__gt=at).order_by("made").values_list("made", flat=True).first()
