"""Searching what was said: by words, by speaker, only what readers may know, at a bounded cost."""

import pytest
from django.db import connection

from articles.models import Source, Statement
from articles.publishing import workflow
from tests import world

pytestmark = pytest.mark.django_db


def speak(words="“The harbour will open at noon,”", source=None, **fields):
    """A live edition with `words` in its text and as a statement of `source`."""
    article = world.make_article(body=f"<p>{words} said somebody.</p><p>The harbour is old.</p>")
    given = {"kind": "direct", "quotes": [words.strip("“”")], **fields}
    world.make_statement(article, source=source or world.make_source(), words=words, **given)
    return world.publish_past_the_checks(article)


def ask(client, **parameters):
    response = client.get("/search/", parameters)
    assert response.status_code == 200
    return response.content.decode()


def quotes(client, **parameters):
    found = client.get("/search/", {"in": "quotes", **parameters}).context["quotes"]
    return [quote.statement.words for quote in found]


def test_a_quote_is_shown_with_its_speaker_and_its_story(client):
    source = world.make_source(name="Anneke Vos")
    edition = speak(source=source)
    content = ask(client, q="harbour", **{"in": "quotes"})
    assert "“The harbour will open at noon,”" in content
    assert f'<a href="{source.get_absolute_url()}"><bdi>Anneke Vos</bdi></a>' in content
    assert edition.path in content
    assert 'name="in" value="quotes" checked' in content


def test_words_of_the_story_that_nobody_said_find_no_quote(client):
    speak()
    assert quotes(client, q="old") == []
    assert len(quotes(client, q="noon")) == 1
    assert "Nothing said has" in ask(client, q="old", **{"in": "quotes"})


def test_all_terms_must_stand_in_one_quote(client):
    article = world.make_article(body="<p>“Ferries stop,” and “harbour opens,” they said.</p>")
    for words in ("“Ferries stop,”", "“harbour opens,”"):
        world.make_statement(article, words=words, kind="direct")
    world.publish_past_the_checks(article)
    assert quotes(client, q="ferries harbour") == []
    assert quotes(client, q='"harbour opens"') == ["“harbour opens,”"]


@pytest.mark.parametrize(
    ("typed", "words"), [("cles", "“les clés”"), ("CLÉS", "“les clés”"), ("strike", "“two strikes”")]
)
def test_words_are_found_in_any_case_without_accents_and_as_beginnings(client, typed, words):
    speak(words)
    assert quotes(client, q=typed) == [words]


@pytest.mark.parametrize("said_by", ["anneke-vos", "Anneke Vos", "ANNEKE  VOS", "Ms Anneke Vos"])
def test_a_speaker_is_meant_by_slug_or_by_name(client, said_by):
    source = world.make_source(name="Anneke Vos", slug="anneke-vos")
    speak(source=source)
    speak("“The harbour stays shut,”")
    assert quotes(client, speaker=said_by) == ["“The harbour will open at noon,”"]
    assert quotes(client, q="harbour", speaker=said_by) == ["“The harbour will open at noon,”"]
    assert len(quotes(client, q="harbour")) == 2


def test_a_speaker_alone_means_quotes(client):
    source = world.make_source(name="Anneke Vos", slug="anneke-vos")
    speak(source=source)
    assert "What <bdi>Anneke Vos</bdi> said" in ask(client, speaker="anneke-vos")


@pytest.mark.parametrize(
    ("source_fields", "statement_fields"),
    [
        ({"public": False}, {}),
        ({"protected": True}, {}),
        ({"kind": Source.Kind.UNNAMED}, {}),
        ({}, {"attribution_level": "off_record"}),
        ({}, {"attribution_level": "not_for_attribution"}),
        ({}, {"state": "suggested"}),
        ({}, {"state": "rejected"}),
    ],
)
def test_what_readers_may_not_know_is_no_hit_and_no_speaker(client, source_fields, statement_fields):
    source = world.make_source(name="Sam Secret", slug="sam-secret", **source_fields)
    speak(source=source, **statement_fields)
    assert quotes(client, q="harbour") == []
    for parameters in ({"speaker": "sam-secret"}, {"speaker": "sam-secret", "q": "harbour"}):
        assert "<bdi>Sam Secret" not in ask(client, **parameters)
        assert quotes(client, **parameters) == []


def test_a_private_individual_is_no_speaker_but_their_words_are_found(client):
    speak(source=world.make_source(name="Jo Bystander", slug="jo-bystander", private_individual=True))
    assert quotes(client, speaker="jo-bystander") == []
    assert len(quotes(client, q="harbour")) == 1
    assert "/sources/jo-bystander/" not in ask(client, q="harbour", **{"in": "quotes"})


def test_words_on_background_are_found_under_their_description_and_never_by_name(client):
    source = world.make_source(name="Anneke Vos", slug="anneke-vos")
    speak(source=source, attribution_level="background", described_as="a port official")
    content = ask(client, q="harbour", **{"in": "quotes"})
    assert "a port official" in content
    assert "Vos" not in content
    assert quotes(client, speaker="anneke-vos") == []


def test_words_of_the_working_copy_and_of_planned_and_withdrawn_stories_are_no_hits(client):
    live = speak()
    world.make_statement(live.article, words="“A harbour nobody has read of,”", source=live.sources.get())
    workflow.withdraw(speak("“The harbour of yesterday,”").article, by=None)
    draft = world.make_article(body="<p>“The harbour of tomorrow,” he said.</p>")
    world.make_statement(draft, words="“The harbour of tomorrow,”")
    assert quotes(client, q="harbour") == ["“The harbour will open at noon,”"]


@pytest.mark.parametrize("typed", ["\x00", "***", '"', "(", "[a-", "\\", "x" * 5000, "%", "'; --"])
def test_any_text_is_a_question(client, typed):
    speak()
    for parameters in (
        {"q": typed, "in": "quotes"},
        {"speaker": typed},
        {"q": "harbour", "speaker": typed},
        {"in": typed},
    ):
        ask(client, **parameters)


def test_quotes_come_thirty_a_page_and_each_once(client):
    source = world.make_source(slug="anneke-vos")
    for number in range(33):
        speak(f"“The harbour will open {number},”", source=source)
    for parameters in ({"q": "harbour"}, {"speaker": "anneke-vos"}, {"q": "harbour", "order": "newest"}):
        pages = [quotes(client, page=page, **parameters) for page in (1, 2)]
        assert [len(page) for page in pages] == [30, 3], parameters
        assert len({*pages[0], *pages[1]}) == 33
    first = ask(client, q="harbour", speaker="anneke-vos")
    assert "?q=harbour&amp;in=quotes&amp;speaker=anneke-vos&amp;order=relevance&amp;page=2" in first


@pytest.mark.parametrize("number", [2, 20])
def test_any_number_of_quotes_costs_seven_queries(client, django_assert_max_num_queries, number):
    source = world.make_source(slug="anneke-vos")
    for place in range(number):
        speak(f"“The harbour will open {place},”", source=source)
    with django_assert_max_num_queries(7):
        assert len(quotes(client, q="harbour", speaker="anneke-vos")) == number


@pytest.mark.skipif("connection.vendor != 'postgresql'")
@pytest.mark.parametrize("words", ["harbour", "noon harbour", '"will open"', "harb*", "“open at noon”", "zeppelin"])
def test_few_stories_looked_into_and_asked_of_the_index_are_the_same(client, monkeypatch, words):
    source = world.make_source(slug="anneke-vos")
    for number in range(4):
        speak(f"“The harbour will open at noon {number},”", source=source)
        speak(f"“We will see it, open or not {number},”", source=source)
    found = quotes(client, q=words, speaker="anneke-vos")
    assert bool(found) == (words != "zeppelin")
    monkeypatch.setattr("articles.search.postgresql.LOOKED_INTO", 0)
    assert quotes(client, q=words, speaker="anneke-vos") == found


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_the_statements_of_the_stories_found_are_reached_by_index():
    speak()
    said = Statement.objects.public().filter(article__editions__in=[1, 2, 3])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        sql, parameters = said.values_list("pk", "words").query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", parameters)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Seq Scan on articles_statement" not in plan
    assert "Seq Scan on articles_edition" not in plan


def test_a_statement_that_is_accepted_later_is_found_at_once_and_one_that_is_rejected_no_more(client):
    edition = speak()
    said = Statement.objects.get(article=edition.article)
    Statement.objects.filter(pk=said.pk).update(state="suggested")
    said.refresh_from_db()
    said.save()
    assert quotes(client, q="noon") == []
    said.state = Statement.State.ACCEPTED
    said.save()
    assert len(quotes(client, q="noon")) == 1


def test_a_source_that_is_sealed_is_found_no_more_at_once(client):
    source = world.make_source(name="Anneke Vos", slug="anneke-vos")
    speak(source=source)
    assert "is one of our sources" in ask(client, q="Anneke Vos")
    Source.objects.filter(pk=source.pk).update(protected=True, public=False)
    assert quotes(client, q="harbour") == []
    assert "Anneke" not in ask(client, speaker="anneke").replace('value="anneke"', "")
    assert "is one of our sources" not in ask(client, q="Anneke Vos")


def test_a_part_of_a_name_offers_those_who_are_called_so(client):
    speak(source=world.make_source(name="Anneke Vos", slug="anneke-vos"))
    world.make_source(name="Vos Unknown", slug="vos-unknown")
    page = ask(client, q="harbour", speaker="Vos")
    assert 'href="?q=harbour&amp;speaker=anneke-vos"' in page
    assert "Vos Unknown" not in page, "whom no story names, readers do not know"
