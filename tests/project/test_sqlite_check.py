"""Which SQLite versions are warned of (newsroom.W001), and which library is chosen."""

from types import SimpleNamespace

import pytest
from django.core import checks
from django.db import connections

from newsroom.checks import sqlite_is_sound
from newsroom.sqlite.base import DatabaseWrapper
from newsroom.sqlite.library import DRIVER, choose, has_wal_reset_bug


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 43, 99), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 44, 7), False),
        ((3, 45, 0), True),
        ((3, 49, 9), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 0), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
        ((3, 53, 4), False),
    ],
)
def test_the_bug_is_known_by_version(version, affected):
    assert has_wal_reset_bug(version) is affected


def library(*version):
    return SimpleNamespace(sqlite_version_info=version)


def test_a_sound_standard_library_is_kept():
    sound = library(3, 51, 3)
    assert choose(sound, library(3, 53, 4)) is sound


def test_an_affected_standard_library_gives_way_to_a_sound_one():
    sound = library(3, 53, 4)
    assert choose(library(3, 40, 1), sound) is sound


def test_without_a_better_library_the_standard_one_stays():
    affected = library(3, 40, 1)
    assert choose(affected, None) is affected
    assert choose(affected, library(3, 51, 1)) is affected


@pytest.fixture
def database_with(monkeypatch):
    """A configured SQLite database on a given version of the library."""

    def configure(version):
        connection = SimpleNamespace(
            alias="default", vendor="sqlite", Database=SimpleNamespace(sqlite_version_info=version)
        )
        monkeypatch.setattr(type(connections), "all", lambda self, initialized_only=False: [connection])

    return configure


def test_an_affected_database_is_warned_of_with_the_remedy(database_with):
    database_with((3, 40, 1))
    [warning] = sqlite_is_sound()
    assert warning.id == "newsroom.W001"
    assert warning.level == checks.WARNING
    assert "3.40.1" in warning.msg
    assert "pysqlite3" in warning.hint


def test_a_sound_database_is_not_warned_of(database_with):
    database_with((3, 53, 4))
    assert sqlite_is_sound() == []


def test_postgresql_is_not_warned_of(monkeypatch):
    connection = SimpleNamespace(alias="default", vendor="postgresql", Database=SimpleNamespace())
    monkeypatch.setattr(type(connections), "all", lambda self, initialized_only=False: [connection])
    assert sqlite_is_sound() == []


def test_the_check_is_among_djangos():
    assert sqlite_is_sound in checks.registry.registry.get_checks()


def test_the_library_in_use_is_the_one_that_is_judged():
    connection = DRIVER.connect(":memory:")
    [running] = connection.execute("SELECT sqlite_version()").fetchone()
    connection.close()
    assert DatabaseWrapper.Database is DRIVER
    assert running == DRIVER.sqlite_version
