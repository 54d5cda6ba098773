"""The page of one statement: what it refuses, and two people who have it open at once."""

import threading

import pytest
from django.db import connections
from django.urls import reverse

from articles.models import Article, AuditEntry, Revision, Statement, SweepStep
from articles.sourcing.sweep import verbs
from tests.desk.conftest import desk, editor  # noqa: F401 - fixtures
from tests.desk.forms import fields_of
from tests.world import make_article, make_source, make_statement, make_user

SAID = "“We sail at noon,”"
pytestmark = pytest.mark.django_db


def waiting(**fields) -> Statement:
    article = make_article(body=f"<p>{SAID} she said.</p>")
    statement = make_statement(
        article, words=SAID, **{"state": "suggested", "kind": "direct", "end": len(SAID), **fields}
    )
    Statement.objects.filter(pk=statement.pk).update(source=fields.get("source"))
    statement.refresh_from_db()
    return statement


def opened(client, statement) -> tuple[str, dict]:
    url = reverse("admin:articles_statement_change", args=[statement.pk])
    return url, fields_of(client.get(url), "statement_form")


def errors_of(page) -> str:
    form = page.context["adminform"].form
    return " ".join(message for messages in form.errors.values() for message in messages)


def test_accepting_without_a_source_is_refused_and_nothing_typed_is_lost(editor):  # noqa: F811
    statement = waiting()
    url, fields = opened(editor, statement)
    page = editor.post(url, fields | {"state": "accepted", "addressee": "reporters", "place": "Pier 4"})
    assert page.status_code == 200
    assert "Choose who said it before you accept the statement." in errors_of(page)
    text = page.content.decode()
    for typed in ('value="reporters"', 'value="Pier 4"', '<option value="accepted" selected'):
        assert typed in text
    statement.refresh_from_db()
    assert (statement.state, statement.addressee) == ("suggested", "")
    assert not SweepStep.objects.exists()


def test_with_a_source_it_is_accepted_as_a_step_that_can_be_taken_back(editor):  # noqa: F811
    statement, source = waiting(), make_source()
    version = statement.article.version
    url, fields = opened(editor, statement)
    assert editor.post(url, fields | {"state": "accepted", "source": source.pk}).status_code == 302
    statement.refresh_from_db()
    assert (statement.state, statement.source, statement.decided_by) == ("accepted", source, editor.user)
    assert SweepStep.objects.get().before[str(statement.pk)]["state"] == "suggested"
    assert Article.objects.get(pk=statement.article_id).version == version + 1


def test_the_second_of_two_who_save_is_told_and_overwrites_nothing(editor, desk):  # noqa: F811
    statement, mine, theirs = waiting(), make_source(name="Ines Calder"), make_source(name="Bram Okell")
    other = desk("Editor", name="other")
    url, fields = opened(editor, statement)
    _url, others = opened(other, statement)
    assert other.post(url, others | {"state": "accepted", "source": theirs.pk}).status_code == 302
    page = editor.post(url, fields | {"state": "accepted", "source": mine.pk, "addressee": "reporters"})
    assert page.status_code == 200
    assert "Somebody decided on this statement while you had it open." in errors_of(page)
    assert 'value="reporters"' in page.content.decode()  # what was typed is still there
    statement.refresh_from_db()
    assert (statement.source, statement.addressee, statement.decided_by) == (theirs, "", other.user)
    url, fresh = opened(editor, statement)
    assert editor.post(url, fresh | {"source": mine.pk}).status_code == 302


def test_a_decision_of_the_sweep_in_between_is_a_conflict_as_well(editor):  # noqa: F811
    statement = waiting()
    url, fields = opened(editor, statement)
    verbs.waive(statement, by=make_user("colleague", "Editor"), reason="A line of a song.")
    page = editor.post(url, fields | {"state": "accepted", "source": make_source().pk})
    assert "Somebody decided on this statement" in errors_of(page)
    assert Statement.objects.get().state == "waived"


def test_saving_what_nobody_changed_leaves_no_step_no_revision_and_no_entry(editor):  # noqa: F811
    statement = waiting()
    url, fields = opened(editor, statement)
    assert editor.post(url, fields).status_code == 302
    assert not SweepStep.objects.exists()
    assert not Revision.objects.exists()
    assert not AuditEntry.objects.filter(object_type="statement").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_in_the_same_moment_one_wins_and_the_other_is_told(desk):  # noqa: F811
    statement, sources = waiting(), [make_source(name="Ines Calder"), make_source(name="Bram Okell")]
    people = [desk("Editor", name="one"), desk("Editor", name="two")]
    forms = [opened(client, statement) for client in people]
    start, answers = threading.Barrier(2), {}

    def save(number: int) -> None:
        url, fields = forms[number]
        start.wait()
        try:
            answers[number] = people[number].post(url, fields | {"state": "accepted", "source": sources[number].pk})
        finally:
            connections.close_all()

    threads = [threading.Thread(target=save, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    codes = {number: answer.status_code for number, answer in answers.items()}
    assert sorted(codes.values()) == [200, 302]
    winner = next(number for number, code in codes.items() if code == 302)
    statement.refresh_from_db()
    assert (statement.source, statement.decided_by) == (sources[winner], people[winner].user)
    assert "Somebody decided on this statement" in errors_of(answers[1 - winner])
    assert SweepStep.objects.count() == 1
