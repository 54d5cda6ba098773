"""Counting the rows of every table, to show that nothing was written."""

from django.apps import apps


def rows_everywhere() -> dict[str, int]:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {model._meta.db_table: model._base_manager.count() for model in models}
