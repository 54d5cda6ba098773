"""The index can be made anew at any time, and makes itself when it is missing."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Edition
from articles.search import index, upkeep
from articles.search.rebuilding import rebuild
from tests.search.asking import found
from tests.world import make_live

pytestmark = pytest.mark.django_db


def test_rebuilding_finds_what_was_loaded_past_django_and_drops_what_is_gone():
    edition, other = make_live(headline="Zeppelin lands"), make_live(headline="Balloon")
    index.remove([edition.pk])
    ghost = Edition.objects.get(pk=other.pk)
    ghost.pk += 1000
    index.put(ghost)
    assert found("zeppelin") == []
    outcome = rebuild(dry_run=True)
    assert (outcome.indexed, outcome.missing, outcome.orphans) == (2, 1, 1)
    assert found("zeppelin") == [], "a dry run writes nothing"
    outcome = rebuild()
    assert (outcome.indexed, outcome.missing, outcome.orphans) == (2, 1, 1)
    assert found("zeppelin") == [edition.pk]
    assert rebuild() == type(outcome)(indexed=2, missing=0, orphans=0, total=2)


def test_rebuilding_goes_piece_by_piece(monkeypatch):
    monkeypatch.setattr("articles.search.rebuilding.PIECE", 2)
    editions = [make_live(headline=f"Zeppelin {number}") for number in range(4)]
    index.backend_of("default").clear(connection)
    told = []
    rebuild(progress=lambda outcome: told.append(outcome.indexed))
    assert told == [2, 4, 4]
    assert sorted(found("zeppelin")) == [edition.pk for edition in editions]


def test_an_index_that_is_missing_is_made_and_filled_after_migrate():
    edition = make_live(headline="Zeppelin lands")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE search_edition")
    upkeep.install()
    assert found("zeppelin") == [edition.pk]
    upkeep.install()
    assert found("zeppelin") == [edition.pk]


def test_the_command_says_what_it_did_and_a_dry_run_what_it_would():
    edition = make_live(headline="Zeppelin lands")
    index.remove([edition.pk])
    out = StringIO()
    call_command("rebuild_search", dry_run=True, stdout=out)
    assert (
        "1 editions would be indexed, 1 of them missing from the index; 0 entries of no edition would be dropped"
        in out.getvalue()
    )
    assert found("zeppelin") == []
    call_command("rebuild_search", stdout=out)
    assert "1 editions indexed, 1 of them missing" in out.getvalue()
    assert found("zeppelin") == [edition.pk]
