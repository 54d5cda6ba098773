"""Who is meant by a name with a wrong letter: only whom readers meet in print, and the page says what it did."""

from datetime import timedelta

import pytest
from django.db import connection

from articles.models import Source
from articles.publishing import workflow
from articles.search import index, upkeep
from articles.search.rebuilding import rebuild
from tests import world
from tests.search.test_quotes import ask, quotes, speak

pytestmark = pytest.mark.django_db


@pytest.fixture
def anneke():
    source = world.make_source(name="Anneke Vosmeer", slug="anneke-vosmeer", aliases=["A. Vosmeer-Thorne"])
    speak(source=source)
    return source


@pytest.mark.parametrize(
    "typed",
    [
        "Aneke Vosmeer",
        "Anneke Vosmer",
        "anneke vsomeer",
        "Ms Annneke Vosmeer",
        "Vosmeeer",
        "Vosmere Anneke",
        "Fosmear",
        "Thrne",
    ],
)
def test_a_wrong_letter_or_two_find_the_speaker_and_it_is_said(client, anneke, typed):
    speak("“The harbour stays shut,”", world.make_source(name="Bo Lind", slug="bo-lind"))
    assert quotes(client, speaker=typed) == ["“The harbour will open at noon,”"]
    assert quotes(client, speaker=typed, q="harbour") == ["“The harbour will open at noon,”"]
    page = ask(client, speaker=typed)
    assert "Showing results for “<bdi>Anneke Vosmeer</bdi>”." in page
    assert f"Nobody called “<bdi>{typed}</bdi>” speaks on the record here." in page
    assert f'value="{typed}"' in page, "the box keeps what was typed"


@pytest.mark.parametrize("typed", ["Anneke Lind", "Vsm", "Zzzzzz", "Anneke Vosmeer Junior", "Av", "\x00", "%", "_"])
def test_nobody_is_guessed_where_nobody_is_near(client, anneke, typed):
    assert quotes(client, speaker=typed) == []
    assert "Showing results" not in ask(client, speaker=typed)


def test_of_several_that_may_be_meant_the_reader_chooses_the_nearest_first(client):
    for name, slug in (("Petra Hansen", "petra-hansen"), ("Petra Jansson", "petra-jansson")):
        speak(source=world.make_source(name=name, slug=slug))
    page = ask(client, speaker="Petra Janssen", q="harbour")
    assert "Showing results" not in page
    assert "Perhaps you mean:" in page
    assert page.index("speaker=petra-jansson") < page.index("speaker=petra-hansen")
    assert quotes(client, speaker="Petra Janssen") == []


@pytest.mark.parametrize(
    "hidden",
    [{"public": False}, {"protected": True}, {"kind": Source.Kind.UNNAMED}, {"private_individual": True}],
    ids=str,
)
def test_whom_readers_may_not_know_is_never_meant(client, hidden):
    speak(source=world.make_source(name="Quillon Secret", slug="quillon-secret", **hidden))
    page = ask(client, speaker="Qillon Secret")
    assert "Quillon" not in page
    assert "quillon-secret" not in page


def test_whom_only_drafts_planned_and_withdrawn_stories_name_is_never_meant(client):
    source = world.make_source(name="Quillon Secret", slug="quillon-secret")
    world.make_article(publisher=source)
    world.make_scheduled(ahead=timedelta(hours=1), publisher=source)
    workflow.withdraw(world.make_live(publisher=source).article, by=None)
    assert "Quillon" not in ask(client, speaker="Qillon Secret")


def test_a_source_that_is_sealed_is_meant_no_more_at_once(client, anneke):
    Source.objects.filter(pk=anneke.pk).update(protected=True, public=False)
    assert "Anneke" not in ask(client, speaker="Aneke Vosmeer")


def known(source):
    return index.backend_of("default").names_of(connection, source.pk)


def test_the_names_follow_the_source(anneke):
    assert known(anneke) == {"anneke", "vosmeer", "a", "thorne"}
    anneke.name, anneke.aliases = "Anneke Lind", []
    anneke.save()
    assert known(anneke) == {"anneke", "lind"}
    lonely = world.make_source(name="Lonely Nobody")
    pk = lonely.pk
    lonely.delete()
    assert known(Source(pk=pk)) == set()


def test_rebuilding_knows_the_names_of_all_sources_and_of_no_other(client, anneke):
    index.remove_names(anneke.pk)
    gone = Source(pk=anneke.pk + 1_000, name="Nobody Any More")
    index.put_names(gone)
    assert quotes(client, speaker="Aneke Vosmeer") == []
    rebuild(dry_run=True)
    assert known(gone), "a dry run writes nothing"
    rebuild()
    assert known(gone) == set()
    assert quotes(client, speaker="Aneke Vosmeer") == ["“The harbour will open at noon,”"]


def test_names_that_are_missing_are_known_after_migrate(client, anneke):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE search_name")
    upkeep.install()
    assert quotes(client, speaker="Aneke Vosmeer") == ["“The harbour will open at noon,”"]


def test_a_wrong_letter_costs_a_bounded_number_of_queries(client, django_assert_max_num_queries):
    for number in range(2):
        speak(source=world.make_source(name=f"Petra Hansen {number}"))
    with django_assert_max_num_queries(10):
        ask(client, speaker="Petra Hanssen", q="harbour")
    for number in range(18):
        speak(source=world.make_source(name=f"Petra Hansen the {number}nd"))
    with django_assert_max_num_queries(10):
        ask(client, speaker="Petra Hanssen", q="harbour")
