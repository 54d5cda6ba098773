"""Words of somebody without a name: the reason readers see is asked for where they are accepted, not when all is to be printed."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.models import Source, Statement
from articles.publishing.steps import WorkflowRefused
from articles.sourcing import sweep
from articles.sourcing.consents import unnamed_sources_are_agreed
from articles.sourcing.sweep import NewSource
from articles.sourcing.sweep.accepting import Told
from tests.world import make_article, make_source, make_user

pytestmark = pytest.mark.django_db

SAID = "“The deal is dead for this year,” a person close to the talks said."


@pytest.fixture
def story():
    article = make_article(body=f"<p>{SAID}</p>")
    sweep.refresh(article)
    return article


@pytest.fixture
def desk(client):
    client.force_login(make_user("omar", "Editor"))
    return client


def post(client, article, do, **data):
    statement = article.statements.get()
    path = reverse("admin:articles_article_sweep", args=[article.pk])
    return client.post(path, {"do": do, "statement": statement.pk, **data})


def test_the_row_asks_for_the_reason_and_the_description_and_leads_to_who_agrees(desk, story):
    assert story.statements.get().suggested["source_kind"] == "unnamed"
    page = desk.get(reverse("admin:articles_article_sweep", args=[story.pk])).content.decode()
    assert 'name="unnamed_reason"' in page
    assert 'name="described_as"' in page
    assert reverse("admin:articles_article_unnamed", args=[story.pk]) in page


def test_without_a_reason_nothing_is_accepted_and_what_was_typed_stays(desk, story):
    response = post(desk, story, "accept", unnamed_reason="  ", described_as="a negotiator")
    assert response.status_code == 422
    content = response.content.decode()
    assert "readers see the reason" in content
    assert 'value="a negotiator"' in content
    assert content.count("data-asked") == 1
    assert story.statements.get().state == "suggested"
    assert not Source.objects.exists()


def test_with_both_only_the_second_editor_is_left_to_ask(desk, story):
    told = {"unnamed_reason": "because the talks go on", "described_as": "a person close to the talks"}
    assert post(desk, story, "accept", **told).status_code == 302
    statement = story.statements.get()
    assert (statement.state, statement.described_as) == ("accepted", "a person close to the talks")
    assert (statement.source.kind, statement.source.anonymity_reason) == ("unnamed", "because the talks go on")
    assert [problem.id for problem in unnamed_sources_are_agreed(story)] == ["unnamed.consent"]


def test_a_new_unnamed_source_is_asked_for_both_and_its_fields_stay(desk, story):
    new = {"new_name": "Talks 3", "new_kind": "unnamed", "new_described": "a negotiator"}
    response = post(desk, story, "new", **new)
    assert response.status_code == 422
    for kept in ("Talks 3", "a negotiator"):
        assert f'value="{kept}"' in response.content.decode()
    assert post(desk, story, "new", **new, new_reason="because she fears for her job").status_code == 302
    assert story.statements.get().described_as == "a negotiator"


def test_a_description_is_asked_for_where_the_text_has_none():
    article = make_article(body="<p>“It is over, and it will not come back.”</p>")
    with pytest.raises(WorkflowRefused, match="what kind of source"):
        sweep.mark(
            article,
            by=None,
            paragraph=0,
            start=0,
            end=40,
            new=NewSource("Talks 3", "unnamed", anonymity_reason="Fear."),
        )
    assert not Statement.objects.exists()


def test_a_source_that_readers_know_the_reason_of_is_not_asked_again(story):
    source = make_source(kind="unnamed", anonymity_reason="because she fears for her job")
    statement = sweep.accept(story.statements.get(), by=None, source=source).statements[0]
    assert statement.described_as.lower() == "a person close to the talks"


def test_the_record_of_a_source_is_written_by_who_may_change_it_only(story):
    ada = make_user("ada", is_staff=True)
    rights = ["change_article", "view_article", "add_source", "change_statement"]
    ada.user_permissions.set(Permission.objects.filter(codename__in=rights))
    source = make_source(kind="unnamed")
    with pytest.raises(PermissionDenied):
        sweep.accept(story.statements.get(), by=ada, source=source, told=Told("Fear.", "an official"))
    ada.user_permissions.add(Permission.objects.get(codename="change_source"))
    ada = type(ada).objects.get(pk=ada.pk)
    sweep.accept(story.statements.get(), by=ada, source=source, told=Told("Fear.", "an official"))
    source.refresh_from_db()
    assert source.anonymity_reason == "Fear."


def test_a_refusal_writes_nothing_into_the_record_of_a_source(story):
    source = make_source(kind="unnamed")
    with pytest.raises(WorkflowRefused, match="readers see the reason"):
        sweep.accept(story.statements.get(), by=None, source=source, told=Told(" ", "an official"))
    source.refresh_from_db()
    assert source.anonymity_reason == ""
