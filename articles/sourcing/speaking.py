"""Which stories a change of a source touches: those it speaks in, also when no reader knew so far that it does.

A page names only the sources it shows among its tags; that one was hidden no page may tell, not even by a tag. So a source
that turns public, or is described in other words, purges the stories themselves.
"""

from __future__ import annotations

from django.db.models import Q
from django.db.models.signals import post_delete, post_save

from articles.page_cache import purge
from articles.sourcing.models import Source, Statement
from articles.sourcing.right_of_reply import look_at_those_of, look_at_those_under

WAYS = ("source", "conduit", "second_conduit", "third_conduit")


def tags_of_stories(source: Source) -> list[str]:
    """The tag of each article that `source` speaks in or carries words in, and of each source whose words it carries."""
    speaks = Q()
    for way in WAYS:
        speaks |= Q(**{way: source})
    rows = Statement.objects.filter(speaks, state=Statement.State.ACCEPTED).order_by()
    found = rows.values_list("article_id", "source_id").distinct()
    return sorted({tag for article, speaker in found for tag in (f"article:{article}", f"source:{speaker}")})


def _saved(sender, instance: Source, created: bool, **kwargs) -> None:
    if not created and not kwargs.get("raw"):
        purge(*instance.cache_tags(), *tags_of_stories(instance), gone=True)  # it may be hidden from now on
        look_at_those_of(instance)


def _said(sender, instance: Statement, **kwargs) -> None:
    if not kwargs.get("created") and not kwargs.get("raw"):
        look_at_those_under(instance.article_id)


def connect() -> None:
    post_save.connect(_saved, sender=Source, dispatch_uid="sourcing.speaking")
    post_save.connect(_said, sender=Statement, dispatch_uid="sourcing.speaking.said")
    post_delete.connect(_said, sender=Statement, dispatch_uid="sourcing.speaking.unsaid")
