"""Opening the terms of one statement at the desk: its page, who may, what it refuses, and how one comes there."""

import pytest
from django.urls import reverse

from articles.models import AuditEntry, Source, Statement
from tests.desk.conftest import desk, editor, reporter  # noqa: F401 - fixtures
from tests.world import make_article, make_source, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    source = make_source(name="Ines Calder", attribution_level="background")
    article = make_article(body="<p>“We sail,” she said.</p>")
    place = {"paragraph": 0, "start": 0, "end": 10, "attribution_level": "background", "described_as": "a clerk"}
    return make_statement(article, source=source, words="“We sail,”", kind="direct", **place)


def url_of(statement) -> str:
    return reverse("admin:articles_statement_terms", args=[statement.pk])


def test_an_editor_opens_one_statement_and_the_log_says_what_was_agreed(editor, statement):  # noqa: F811
    page = editor.get(url_of(statement)).content.decode()
    assert "We sail" in page
    assert "on background" in page
    answer = editor.post(url_of(statement), {"level": "on_record", "why": "Agreed by phone."}, follow=True)
    assert "Opened." in answer.content.decode()
    assert list(Statement.objects.named()) == [statement]
    entry = AuditEntry.objects.get(verb="open_terms")
    assert (entry.actor, entry.note) == (editor.user, "Agreed by phone.")


@pytest.mark.parametrize(
    "typed", [{"level": "on_record", "why": "  "}, {"why": "Agreed."}, {"level": "off_record", "why": "x"}]
)
def test_without_a_reason_or_a_choice_nothing_is_opened_and_what_was_typed_comes_back(editor, statement, typed):  # noqa: F811
    answer = editor.post(url_of(statement), typed)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert typed["why"].strip() in answer.content.decode()
    assert not Statement.objects.named().exists()


def test_a_protected_source_is_never_named(editor, statement):  # noqa: F811
    Source.objects.update(protected=True)
    answer = editor.post(url_of(statement), {"level": "on_record", "why": "Agreed."})
    assert "The identity of this source is protected" in answer.content.decode()
    assert not AuditEntry.objects.filter(verb="open_terms").exists()


def test_a_reporter_is_refused_and_is_offered_no_link(reporter, statement):  # noqa: F811
    assert reporter.get(url_of(statement)).status_code == 403
    assert reporter.post(url_of(statement), {"level": "on_record", "why": "Agreed."}).status_code == 403
    sweep = reporter.get(reverse("admin:articles_article_sweep", args=[statement.article_id])).content.decode()
    assert url_of(statement) not in sweep
    assert not Statement.objects.named().exists()


def test_the_sweep_the_statement_and_the_story_lead_there(editor, statement):  # noqa: F811
    sweep = editor.get(reverse("admin:articles_article_sweep", args=[statement.article_id])).content.decode()
    unnamed = reverse("admin:articles_article_unnamed", args=[statement.article_id])
    assert url_of(statement) in sweep
    assert unnamed in sweep
    assert (
        url_of(statement)
        in editor.get(reverse("admin:articles_statement_change", args=[statement.pk])).content.decode()
    )
    assert unnamed in editor.get(reverse("admin:articles_article_change", args=[statement.article_id])).content.decode()


def test_the_sweep_offers_nothing_to_open_on_the_record(editor, statement):  # noqa: F811
    Source.objects.update(attribution_level="on_record")
    Statement.objects.update(attribution_level="on_record")
    sweep = editor.get(reverse("admin:articles_article_sweep", args=[statement.article_id])).content.decode()
    assert url_of(statement) not in sweep
