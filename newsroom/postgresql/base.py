"""The backend proper: Django's own, refusing at once while the database is known to be down."""

from __future__ import annotations

from typing import Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.backends.postgresql import base as django_base

from articles.page_cache import availability
from newsroom.environment import serves_nobody


class DatabaseWrapper(django_base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Raises OperationalError at once while the database is down; a command asks all the same."""
        if serves_nobody() or self.alias != DEFAULT_DB_ALIAS:
            return super().get_new_connection(conn_params)
        if availability.is_down():
            raise self.Database.OperationalError("the database is down; it is asked again as soon as it is back")
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            availability.failed(ask)
            raise


def ask() -> None:
    """Raises what the database raises, within some seconds. On a connection of its own, not of the pool."""
    import psycopg

    parameters = connections.create_connection(DEFAULT_DB_ALIAS).get_connection_params()
    with psycopg.connect(**{**parameters, "connect_timeout": 2, "autocommit": True}) as connection:
        if connection.execute("SELECT 1").fetchone() is None:
            raise OperationalError("no answer")
