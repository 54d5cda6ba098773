"""The page before a deletion, in one query for all that hangs on a row instead of one for each relation."""

from __future__ import annotations

from django.contrib import admin
from django.db import models
from django.db.models import Count, IntegerField, Subquery, Value


class CountedDeletion(admin.ModelAdmin):
    """For rows with many relations. What goes with the row is counted by kind, and whatever keeps it is named.

    The right to delete the row is enough: what belongs to it (its revisions, notes, notices, places on the front page)
    goes with it, and what must not go, the schema protects.
    """

    def get_deleted_objects(self, objs, request):
        rows = list(objs)
        cascading, keeping = self.relations(models.CASCADE), self.relations(models.PROTECT)
        found = self.counts([*cascading, *keeping], [row.pk for row in rows])
        going = [(name_of(each), found[key_of(each)]) for each in cascading if found[key_of(each)]]
        kept_by = [f"{name_of(each)}: {found[key_of(each)]}" for each in keeping if found[key_of(each)]]
        refused = {self.opts.verbose_name for row in rows if not self.has_delete_permission(request, row)}
        listed = [[str(row) for row in rows], [f"{name}: {number}" for name, number in going]]
        counted = {self.opts.verbose_name_plural: len(rows)} | dict(going)
        return listed, counted, refused, kept_by

    def relations(self, on_delete) -> list[models.ForeignObjectRel]:
        """The foreign keys to this model that are treated so, without the hidden tables of many-to-many fields."""
        return [
            each
            for each in self.opts.get_fields(include_hidden=True)
            if isinstance(each, models.ManyToOneRel)
            and each.on_delete is on_delete
            and not each.related_model._meta.auto_created
        ]

    def counts(self, relations: list[models.ForeignObjectRel], pks: list) -> dict[str, int]:
        parts = {key_of(each): count_of(each, pks) for each in relations}
        row = self.model._base_manager.filter(pk__in=pks).order_by().values(**parts).first() if parts else None
        return {key: (row or {}).get(key) or 0 for key in parts}


def key_of(relation: models.ForeignObjectRel) -> str:
    return f"{relation.related_model._meta.model_name}_{relation.field.name}"


def name_of(relation: models.ForeignObjectRel) -> str:
    return str(relation.related_model._meta.verbose_name_plural)


def count_of(relation: models.ForeignObjectRel, pks: list) -> Subquery:
    rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": pks}).order_by()
    counted = rows.annotate(all_of_them=Value(1)).values("all_of_them").annotate(number=Count("pk")).values("number")
    return Subquery(counted, output_field=IntegerField())
