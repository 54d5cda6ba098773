"""Words of very many stories: the newest are taken, and what narrows them finds the old ones too, on either database."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection

from articles.models import Edition, Source
from articles.search import index
from articles.search.backend import Order
from articles.search.query import read_query
from tests import world
from tests.search.asking import found
from tests.world import make_live, make_section

pytestmark = pytest.mark.django_db
MOST, HEADLINES = 3, 2


@pytest.fixture(autouse=True)
def few_are_very_many(monkeypatch):
    """Four hits are too many to rank, and every edition has a block of keys of its own."""
    for name in ("MOST_HITS", "MOST_SAID", "MOST_PHRASED"):
        monkeypatch.setattr(f"articles.search.backend.{name}", MOST)
    for name in ("sqlite", "postgresql"):
        monkeypatch.setattr(f"articles.search.{name}.FROM_HEADLINES", HEADLINES)
    for name in ("vectors", "hits", "tiers"):
        monkeypatch.setattr(f"articles.search.{name}.BLOCK", 1)


def mention(number, **fields):
    return make_live(headline=f"Story {number}", body=f"<p>A zeppelin came, number {number}.</p>", **fields)


def narrowed_to(client, old, **choice):
    page = client.get("/search/", {"q": "zeppelin", **choice})
    assert page.status_code == 200
    return [result.edition.pk for result in page.context["results"]] == [old.pk]


def test_the_newest_hits_are_taken():
    editions = [mention(number) for number in range(9)]
    assert found("zeppelin") == [edition.pk for edition in editions[:-4:-1]]
    assert found("zeppelin", order=Order.NEWEST) == [edition.pk for edition in editions[:-4:-1]]


def test_old_headlines_come_before_standfirsts_and_those_before_new_mentions():
    headlines = [make_live(headline=f"Zeppelin {number}", standfirst="Nothing.") for number in range(3)]
    standfirsts = [make_live(headline=f"Story {number}", standfirst="A zeppelin.") for number in range(3)]
    mentions = [mention(number) for number in range(30)]
    ids = [[edition.pk for edition in reversed(each)] for each in (headlines, standfirsts, mentions)]
    assert found("zeppelin") == [*ids[0][:HEADLINES], *ids[1][:HEADLINES], *ids[2][:MOST]]


def test_hits_that_all_lie_far_back_are_found():
    editions = [mention(number) for number in range(6)]
    for number in range(60):
        make_live(headline=f"Other {number}")
    assert found("zeppelin") == [edition.pk for edition in editions[:-4:-1]]


@pytest.mark.parametrize(
    "choice", [{"section": "harbour"}, {"kind": "opinion"}, {"language": "fr"}, {"year": "2019"}], ids=str
)
def test_a_choice_finds_the_old_story_that_newer_hits_hide(client, choice):
    fields = {name: value for name, value in choice.items() if name in {"kind", "language"}}
    section = make_section(name="Harbour", slug="harbour")
    old = mention("old", section=section, **fields)
    moment = datetime(2019, 5, 1, tzinfo=UTC)
    Edition.objects.filter(pk=old.pk).update(first_published=moment, live_from=moment, updated=moment)
    old.refresh_from_db()
    old.save()
    town = make_section(name="Town", slug="town")
    for number in range(30):
        mention(number, section=town)
    assert old.pk not in found("zeppelin"), "a choice would be no help otherwise"
    assert narrowed_to(client, old, **choice)


def test_the_archive_finds_the_old_story_of_a_source_that_newer_hits_hide(client):
    agency = world.make_source(name="Harbour Agency", slug="harbour-agency")
    old = mention("old", publisher=agency)
    for number in range(30):
        mention(number)
    page = client.get("/archive/", {"text": "zeppelin", "source": "harbour-agency"})
    assert [row.pk for row in page.context["page"].rows] == [old.pk]


def say(words, source):
    article = world.make_article(body=f"<p>{words} said somebody.</p>")
    world.make_statement(article, source=source, words=words, kind="direct", quotes=[words.strip("“”")])
    return world.publish_past_the_checks(article)


def quoted(client, **parameters):
    found = client.get("/search/", {"in": "quotes", "q": "zeppelin", **parameters}).context["quotes"]
    return [quote.statement.words for quote in found]


@pytest.mark.parametrize("order", Order.values)
def test_a_speaker_finds_the_old_words_that_those_of_others_hide(client, order):
    say("“The old zeppelin,”", world.make_source(name="Anneke Vos", slug="anneke-vos"))
    other = world.make_source(name="Bo Lind", slug="bo-lind")
    for number in range(12):
        say(f"“A zeppelin, number {number},”", other)
    assert quoted(client, speaker="anneke-vos", order=order) == ["“The old zeppelin,”"]


def test_words_that_may_not_be_shown_hide_no_older_ones(client):
    say("“The old zeppelin,”", world.make_source(name="Anneke Vos", slug="anneke-vos"))
    hidden = world.make_source(name="Sam Secret", slug="sam-secret")
    for number in range(12):
        say(f"“A zeppelin, number {number},”", hidden)
    Source.objects.filter(pk=hidden.pk).update(protected=True, public=False)
    assert quoted(client) == ["“The old zeppelin,”"]


@pytest.mark.parametrize("typed", ['"quiet zeppelin"', '"quiet zeppelin landed"'])
def test_a_phrase_is_found_among_many_stories_with_its_words_apart(typed):
    old = make_live(body="<p>A quiet zeppelin landed.</p>")
    for _number in range(12):
        make_live(body="<p>The zeppelin was quiet when it landed.</p>")
    assert found(typed) == [old.pk]
    assert found('"zeppelin quiet"') == []


def test_of_words_next_to_each_other_fewer_are_too_many_and_it_is_said(client, monkeypatch):
    monkeypatch.setattr("articles.search.backend.MOST_HITS", 100)
    for number in range(5):
        make_live(headline=f"Story {number}", body=f"<p>A quiet zeppelin, number {number}.</p>")
    assert "More than 3 stories with" in client.get("/search/", {"q": '"quiet zeppelin"'}).content.decode()
    assert "5 stories with" in client.get("/search/", {"q": "quiet zeppelin"}).content.decode()


def test_words_that_many_stories_hold_and_few_as_a_phrase_are_counted_to_the_last(client):
    old = make_live(body="<p>A quiet zeppelin landed.</p>")
    for _number in range(12):
        make_live(body="<p>A quiet zeppelin left. Another zeppelin landed.</p>")
    new = make_live(body="<p>The quiet zeppelin landed.</p>")
    page = client.get("/search/", {"q": '"quiet zeppelin landed"'})
    assert [result.edition.pk for result in page.context["results"]] == [new.pk, old.pk]
    assert "2 stories with" in page.content.decode()


def test_a_word_of_many_stories_costs_few_queries(client, django_assert_max_num_queries):
    for number in range(60):
        mention(number)
    with django_assert_max_num_queries(8):
        client.get("/search/", {"q": "zeppelin"})


STORIES = 4_000


@pytest.fixture
def long_index(db):
    """An index as long as a planner needs to be tempted: each story holds “often”, one in a thousand “seldom”."""
    texts = "'''xxːoften'':1C ''xxːw' || n || ''':2C' || CASE WHEN n % 1000 = 0 THEN ' ''xxːseldom'':3C' ELSE '' END"
    long = "(SELECT string_agg('''xxːx' || n || '_' || k || ''':' || k + 9, ' ') FROM generate_series(1, 250) k)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO search_edition (edition_id, words, heads, said, pairs) SELECT n, ({texts} || ' ' || {long})::tsvector, "
            f"({texts})::tsvector, ({texts})::tsvector, '' FROM generate_series(1, {STORIES}) n"
        )
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('articles_edition', 'id'), {STORIES})")
        make_live(headline="The newest of all")
        cursor.execute("ANALYZE search_edition")


@pytest.mark.skipif("connection.vendor != 'postgresql'")
@pytest.mark.parametrize("typed", ["often", "seldom", "often seldom", "never", '"often w1"', "ofte*"])
@pytest.mark.parametrize("options", [{}, {"order": Order.NEWEST}, {"said": True}, {"said": True, "few": True}])
def test_no_search_reads_the_whole_index(long_index, typed, options):
    plans = plans_of(lambda: index.search(Edition.objects.live(), read_query(typed), **options))
    assert plans
    for plan in plans:
        assert "Seq Scan on search_edition" not in plan
        assert not re.search(r"Rows Removed by Filter: \d{4}", plan), plan


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_counting_for_a_guess_reads_no_whole_index(long_index):
    backend = index.backend_of("default")
    wanted = [index.asked(read_query(word), "default") for word in ("often", "seldom", "never")]
    for plan in plans_of(lambda: backend.counts(connection, Edition.objects.live(), wanted, cap=50)):
        assert "Seq Scan on search_edition" not in plan


def plans_of(call):
    """How PostgreSQL answers each SELECT of the index that `call` makes, with what it read."""
    asked = []

    def note(execute, sql, params, many, context):
        if "search_edition" in sql and "EXPLAIN" not in sql:
            asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        call()
    plans = []
    with connection.cursor() as cursor:
        for sql, params in asked:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", params)
            plans.append("\n".join(line for (line,) in cursor.fetchall()))
    return plans
