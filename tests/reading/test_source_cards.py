"""Statements in a story and the box of its sources: who speaks, what can be looked up, what was not checked."""

import gzip
import re
from datetime import UTC, datetime

import pytest
from django.utils import translation

from articles.models import Evidence, Role, Source, Statement
from articles.page_cache import purged
from articles.publishing import workflow
from articles.sourcing.sweep import AS_RECEIVED
from tests import world
from tests.reading.pages import links, seen

pytestmark = pytest.mark.django_db


def story(*said, **fields):
    """A live edition with a paragraph, and a mark, for each (words, columns of the statement)."""
    article = world.make_article(body="<p>Nothing yet.</p>", **fields)
    body = []
    for words, columns in said:
        given = {"kind": "direct", "quotes": [words.strip("“”")], **columns}
        statement = world.make_statement(article, words=words, **given)
        body.append(f'<p><span data-statement="{statement.pk}">{words}</span> as we heard.</p>')
    article.body = "".join(body)
    article.save()
    return world.publish_past_the_checks(article)


def box(response):
    content = response.content.decode()
    return content[content.index('id="sources"') :].partition("</section>")[0] if 'id="sources"' in content else ""


def test_a_statement_leads_to_the_card_of_its_speaker_and_the_card_leads_back(client):
    source = world.make_source(name="Anneke Vos")
    other = world.make_source(name="Bram Okell")
    response = client.get(
        story(("“One,”", {"source": source}), ("“Two,”", {"source": other}), ("“Three,”", {"source": source})).path
    )
    page = seen(response)
    ways = [found["href"] for found in page.all("a", class_="by")]
    assert ways == ["#source-1", "#source-2", "#source-1"]
    ids = {attributes.get("id") for _tag, attributes in page.elements}
    back = re.findall(r'href="#(said-\d)"', box(response))
    assert back == ["said-1", "said-3", "said-2"]
    assert {*back, "source-1", "source-2"} <= ids
    assert not page.misnested


def test_quoted_words_stand_in_q_with_the_marks_of_the_text_and_the_speaker_in_cite(client):
    response = client.get(story(("“One,”", {"source": world.make_source(name="Anneke Vos")})).path)
    content = response.content.decode()
    assert '<q class="printed">“One,”</q>' in content
    assert re.search(r"<cite><a [^>]*><bdi>Anneke Vos</bdi></a></cite>", box(response))


def test_the_style_sheet_adds_no_quotation_marks():
    from pathlib import Path

    css = Path("static/css/site.css").read_text(encoding="utf-8")
    assert "q.printed { quotes: none; }" in css


def test_a_card_says_who_it_is_in_the_role_then_held_and_how_often_they_speak(client):
    source = world.make_source(name="Anneke Vos", description="Speaks for the crews.")
    then = Role.objects.create(source=source, title="speaker", organisation="Union of Crews")
    shown = box(client.get(story(("“One,”", {"source": source, "role": then}), ("“Two,”", {"source": source})).path))
    assert "speaker, Union of Crews" in shown
    assert "2 statements" in shown
    assert "Speaks for the crews." not in shown
    assert f'href="{source.get_absolute_url()}"' in shown


def test_a_private_individual_is_named_and_linked_nowhere(client):
    source = world.make_source(name="Jo Bystander", private_individual=True)
    response = client.get(story(("“One,”", {"source": source})).path)
    assert "Jo Bystander" in box(response)
    assert source.get_absolute_url() not in response.content.decode()
    assert client.get(source.get_absolute_url()).status_code == 404


def test_a_publisher_without_a_page_is_credited_and_linked_nowhere(client):
    publisher = world.make_source(name="Harbour Post", private_individual=True)
    response = client.get(world.make_live(publisher=publisher, original_url="https://post.example/1").path)
    assert "First published by <bdi>Harbour Post</bdi>" in box(response)
    assert "https://post.example/1" in links(response)
    assert publisher.get_absolute_url() not in response.content.decode()


def test_a_speaker_on_background_is_described_with_the_reason_and_never_named(client):
    source = world.make_source(name="Sam Secret", anonymity_reason="because she feared for her job")
    columns = {"source": source, "attribution_level": "background", "described_as": "a port official"}
    response = client.get(story(("“One,”", columns)).path)
    assert "a port official" in box(response)
    assert "because she feared for her job" in box(response)
    assert "Secret" not in response.content.decode()
    assert f"source:{source.pk}" not in response["Surrogate-Key"].split()


@pytest.mark.parametrize("level", ["not_for_attribution", "off_record"])
def test_words_not_for_attribution_have_no_mark_and_no_card(client, level):
    response = client.get(story(("“One,”", {"source": world.make_source(), "attribution_level": level})).path)
    content = response.content.decode()
    assert "“One,” as we heard." in content
    assert 'class="statement"' not in content
    assert box(response) == ""


def test_what_readers_can_look_up_is_listed_once_with_the_day_it_was_seen(client):
    edition = story(("“One,”", {"source": world.make_source()}))
    statement = Statement.objects.get()
    seen_on = datetime(2016, 9, 29, 12, tzinfo=UTC)
    for _twice in range(2):
        Evidence.objects.create(
            statement=statement,
            url="https://port.example/m",
            description="Minutes, item 4",
            captured_at=seen_on,
            public=True,
        )
    Evidence.objects.create(
        statement=statement, kind="recording", url="https://port.example/r", offset=754, public=True
    )
    Evidence.objects.create(statement=statement, url="https://private.example/", public=False)
    Evidence.objects.create(
        statement=statement, kind="file", file="evidence/x.pdf", description="Leaked file", public=True
    )
    shown = box(client.get(edition.path))
    assert shown.count("https://port.example/m") == 1
    for words in ("Minutes, item 4", "29 September 2016", "port.example", "12:34"):
        assert words in shown
    assert "private.example" not in shown
    assert "Leaked" not in shown


def test_evidence_of_somebody_described_is_not_listed(client):
    edition = story(
        ("“One,”", {"source": world.make_source(), "attribution_level": "background", "described_as": "a clerk"})
    )
    Evidence.objects.create(statement=Statement.objects.get(), url="https://names-her.example/", public=True)
    assert "names-her" not in client.get(edition.path).content.decode()


def test_what_could_not_be_verified_and_how_we_reported_are_frozen_with_the_edition(client):
    edition = story(
        ("“One,”", {}), unverified="We could not reach <the> crew.", how_reported="We spoke to nine people."
    )
    edition.article.unverified = "A later word."
    edition.article.save()
    shown = box(client.get(edition.path))
    assert "We could not reach &lt;the&gt; crew." in shown
    assert "We spoke to nine people." in shown
    assert "A later word." not in shown


def test_quotations_published_as_received_are_said_to_be_unchecked(client):
    waived = {"state": "waived", "source": None, "waiver_reason": str(AS_RECEIVED)}
    edition = story(("“One,”", waived), ("“Two,”", {**waived, "waiver_reason": "a title, no quote"}))
    world.make_statement(edition.article, words="“Only in the working copy,”", **waived)
    shown = box(client.get(edition.path))
    assert "Not checked by us" in shown
    assert "“One,”" in shown
    assert "“Two,”" not in shown
    assert "working copy" not in shown


@pytest.mark.parametrize("spoken", ["en", "ar"])
def test_that_is_said_whatever_language_the_import_and_the_page_spoke(client, spoken):
    with translation.override(spoken):
        reason = str(AS_RECEIVED)
    edition = story(("“One,”", {"state": "waived", "source": None, "waiver_reason": reason}), language="ar")
    page = client.get(edition.path)
    assert page["Content-Language"] == "ar"
    assert 'class="unchecked"' in page.content.decode()


def test_a_source_that_turns_confidential_vanishes_from_the_page_at_once(client):
    source = world.make_source(name="Anneke Vos")
    edition = story(("“One,”", {"source": source}))
    assert "Anneke Vos" in client.get(edition.path).content.decode()
    source.protected = True
    source.save()
    content = client.get(edition.path).content.decode()
    assert "Anneke" not in content
    assert 'class="statement"' not in content


@pytest.mark.parametrize("hidden", [True, False])
def test_whatever_changes_who_is_shown_purges_the_story(client, django_capture_on_commit_callbacks, hidden):
    source = world.make_source(public=not hidden)
    edition = story(("“One,”", {"source": source}))
    statement = Statement.objects.get()
    tags = set(client.get(edition.path)["Surrogate-Key"].split())
    assert (f"source:{source.pk}" in tags) is not hidden

    def is_purged_by(change):
        heard = []

        def listener(sender, tags, **kwargs):
            heard.extend(tags)

        purged.connect(listener)
        with django_capture_on_commit_callbacks(execute=True):
            change()
        purged.disconnect(listener)
        return bool(tags & set(heard))

    source.public = hidden
    assert is_purged_by(source.save)
    assert is_purged_by(statement.save)
    assert is_purged_by(lambda: Evidence.objects.create(statement=statement, url="https://port.example/"))


@pytest.mark.parametrize("number", [2, 20, 80])
def test_any_number_of_statements_costs_seven_queries(client, django_assert_num_queries, number):
    said = [(f"“This is number {place},”", {"source": world.make_source()}) for place in range(number)]
    edition = story(*said, publisher=world.make_source(kind=Source.Kind.PUBLICATION))
    for statement in Statement.objects.all():
        Evidence.objects.create(statement=statement, url=f"https://port.example/{statement.pk}", public=True)
    with django_assert_num_queries(7):
        response = client.get(edition.path)
    assert len(seen(response).all("a", class_="by")) == number


def test_a_story_with_sixty_statements_weighs_little(client):
    sources = [world.make_source(name=f"Anneke Vos the {place}") for place in range(10)]
    said = [
        (
            f"“The crews of boat {place} went on strike at noon and came back when the tide turned,”",
            {"source": sources[place % 10], "said_on": "2026-05-01"},
        )
        for place in range(60)
    ]
    content = client.get(story(*said).path).content
    assert len(gzip.compress(content, 9)) <= 6_000
    story_alone = re.sub(rb'<section class="comments".*?</section>', b"", content, flags=re.DOTALL)
    assert len(story_alone) <= 30_000  # the budget of a page, without its comments


def test_a_preview_shows_the_same_box(client):
    article = story(("“One,”", {"source": world.make_source(name="Anneke Vos")}), unverified="Not the number.").article
    assert workflow.publish(article, by=None).unverified == "Not the number."
