"""Queries that are put into SQL once: a page that is drawn a thousand times a second asks the same each time.

Django builds a query anew, from the first filter to the SQL, each time it is asked; for the pages of stories that was
three quarters of their time. Here it is built once for each database, with placeholders, and afterwards only its values
are filled in (a prepared query; the database itself is sent the whole SQL as ever).
"""

from __future__ import annotations

import contextlib
import copy
import functools
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler


class Parameter(Expression):
    """The place of a value that is named when the query is asked. `kind` says how databases are told such values."""

    def __init__(self, name: str, kind: models.Field, index: int | None = None):
        super().__init__(output_field=kind)
        self.name = name
        self.kind = kind
        self.index = index

    def of(self, values: Mapping[str, Any]) -> Any:
        return values[self.name] if self.index is None else values[self.name][self.index]

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def get_group_by_cols(self) -> list[Any]:
        return []  # the same in every row


@dataclass(frozen=True)
class Several:
    """The kind of a value that is any number of values, for `__in`. Repeated up to a power of two: few queries serve all."""

    kind: models.Field

    @staticmethod
    def padded(values: Iterable[Any]) -> tuple[Any, ...]:
        given = tuple(values)
        size = 1 << (len(given) - 1).bit_length() if given else 0
        return given + given[-1:] * (size - len(given))


class Prepared:
    """A set of rows with places for values, and what became of its query in each database it was asked of."""

    def __init__(self, rows: models.QuerySet):
        self.rows = rows
        self.compiled: dict[str, Compiled] = {}

    def asked(self, values: dict[str, Any]) -> models.QuerySet:
        """The rows for `values`: a set that is not fetched yet, and of which nothing else can be asked."""
        query: Any = Asked(self, values)
        asked = type(self.rows)(self.rows.model, query)
        for name, value in vars(self.rows).items():
            if name not in {"_query", "_result_cache"}:
                setattr(asked, name, value.of(values) if isinstance(value, Parameter) else value)
        return asked

    def compiled_for(self, using: str) -> Compiled:
        if (found := self.compiled.get(using)) is None:
            found = self.compiled[using] = Compiled(self.rows.query.clone().get_compiler(using))
        return found


class Compiled:
    """The SQL of a query for one database, and the compiler with all that it found out of the columns on the way."""

    def __init__(self, compiler: SQLCompiler):
        self.compiler = compiler
        self.sql = ""
        self.parameters: tuple[Any, ...] = ()
        self.converters: dict[int, Any] = {}
        with contextlib.suppress(EmptyResultSet):  # without SQL it has no rows
            self.sql, self.parameters = compiler.as_sql()
            self.converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])

    def with_values(self, values: Mapping[str, Any]) -> SQLCompiler:
        """A compiler that has nothing left to compile."""
        own: Any = copy.copy(self.compiler)  # each thread has a connection of its own
        own.connection = connections[own.using]
        filled_in = tuple(
            each.kind.get_db_prep_value(each.of(values), own.connection) if isinstance(each, Parameter) else each
            for each in self.parameters
        )
        own.as_sql = lambda: (self.sql, filled_in)  # it is only asked from here on
        own.get_converters = lambda _columns: self.converters
        return own


class Asked:
    """Stands where a set of rows has its query. Whoever wants to filter it further is told that it is complete."""

    values_select = ()

    def __init__(self, prepared: Prepared, values: dict[str, Any]):
        self.prepared = prepared
        self.values = values

    def get_compiler(self, using: str, **_options: Any) -> SQLCompiler:
        return self.prepared.compiled_for(using).with_values(self.values)

    def __getattr__(self, name: str) -> Any:
        raise TypeError(
            f"A prepared query is complete: put all it asks for into its function, “{name}” cannot be added."
        )


def prepared(**kinds: models.Field | Several) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function that builds a QuerySet into one that builds it once. `kinds`: the field of each value, by name.

    The values are keywords of the function, which may use them wherever the ORM takes an expression (a list of them where
    the kind is Several); it cannot look at them, and None equals nothing. What makes another query of it are its other
    arguments, few and hashable; the query is built once for each. TypeError when a value is missing or unknown.
    """
    several = [name for name, kind in kinds.items() if isinstance(kind, Several)]

    def prepare(build: Callable[..., Any]) -> Callable[..., Any]:
        known: dict[tuple[Hashable, ...], Prepared] = {}

        @functools.wraps(build)
        def asked(*shape: Hashable, **values: Any) -> Any:
            if values.keys() != kinds.keys():
                raise TypeError(f"{build.__name__} takes {', '.join(kinds)}, not {', '.join(values) or 'nothing'}.")
            values |= {name: Several.padded(values[name]) for name in several}
            key = (*shape, *(len(values[name]) for name in several))
            if (rows := known.get(key)) is None:
                places = {name: place_of(name, kind, values[name]) for name, kind in kinds.items()}
                rows = known[key] = Prepared(build(*shape, **places))
            return rows.asked(values)

        return asked

    return prepare


def place_of(name: str, kind: models.Field | Several, value: Any) -> Parameter | list[Parameter]:
    if isinstance(kind, Several):
        return [Parameter(name, kind.kind, index) for index in range(len(value))]
    return Parameter(name, kind)
