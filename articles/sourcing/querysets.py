"""Sets of sources and statements: which of them readers may see, and on what terms."""

from __future__ import annotations

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from articles.publishing.models.audit import AuditEntry

# The values of AttributionLevel, from the most open to the strictest; models import this module, so it names no model.
LEVELS = ("on_record", "background", "not_for_attribution", "off_record")
PUBLIC_LEVELS = LEVELS[:2]
OPENED = "open_terms"  # the verb by which an editor lets a statement be more open than its source's usual terms


class SourceQuerySet(models.QuerySet):
    def public(self):
        """Sources that may be named to readers: marked public, and never an unnamed or a protected one."""
        return self.filter(nameable())

    def with_page(self):
        """Public sources that have a page of their own: a private individual only with an editor's yes."""
        return self.public().filter(Q(private_individual=False) | Q(page_agreed=True))


class StatementQuerySet(models.QuerySet):
    def with_terms(self):
        """With `terms`: the stricter of the statement's and its source's, unless an editor opened this statement.

        The log of the desk is what says that an editor did; a statement that was given to another source since, or to
        other terms, is not open any more. Where the source speaks on the record the log is not asked.
        """
        stricter = [
            When(Q(attribution_level=one) | Q(source__attribution_level=one), then=Value(one)) for one in LEVELS[::-1]
        ]
        return self.annotate(
            terms=Case(
                When(source__attribution_level=LEVELS[0], then=F("attribution_level")),
                When(Exists(opened_by_an_editor()), then=F("attribution_level")),
                *stricter,
                default=Value(LEVELS[-1]),
                output_field=models.CharField(),
            )
        )

    def public(self):
        """Statements that may be shown to readers as somebody's: `attribution_of` has words for each. With `terms`."""
        named, described = Q(terms=LEVELS[0]) & nameable("source__"), Q(terms__in=PUBLIC_LEVELS) & ~Q(described_as="")
        hidden = Q(terms=LEVELS[0], source__public=False)
        return self.with_terms().filter(named | (described & ~hidden), state="accepted")

    def named(self):
        """Those of `public` whose source readers may know by name: what may stand on that source's own page."""
        return self.with_terms().filter(nameable("source__"), state="accepted", terms=LEVELS[0])


def nameable(way: str = "") -> Q:
    """The condition of a source that may be named, for sources or for rows that refer to one by `way` (“source__”)."""
    return Q(**{f"{way}public": True, f"{way}protected": False}) & ~Q(**{f"{way}kind": "unnamed"})


def opened_by_an_editor() -> models.QuerySet:
    """The entries of the log that open the statement of the outer query, on its present terms, for its present source."""
    return (
        AuditEntry.objects.filter(object_type="statement", object_id=OuterRef("pk"), verb=OPENED)
        .annotate(to=KeyTextTransform("terms", "after"), whose=KeyTextTransform("source", "after"))
        .filter(to=OuterRef("attribution_level"), whose=Cast(OuterRef("source_id"), models.CharField()))
        .order_by()
    )
