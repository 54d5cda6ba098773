"""An import brings its suggestions along; one that publishes at once is waived by name and accepts nothing."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.importing.importer import import_bytes
from articles.management import fixture
from articles.models import Article, AuditEntry, Edition, Source, Statement
from tests.world import make_article, make_user

pytestmark = pytest.mark.django_db


def document():
    return fixture.document_path().read_bytes()


def test_all_attributions_of_the_source_document_are_suggested_in_its_first_revision():
    article = import_bytes(document(), file_name="source.txt", by=None).article
    rows = article.statements.all()
    assert rows.count() == 21
    assert set(rows.values_list("state", flat=True)) == {"suggested"}
    assert all(row.suggested["speaker"] for row in rows)
    assert len(article.revisions.get().content["statements"]) == 21
    assert Source.objects.get().name == "BBC NEWS"


def test_an_import_that_publishes_waives_what_nobody_checked_under_the_name_of_who_asked():
    editor = make_user("ines", "Editor")
    result = import_bytes(document(), file_name="source.txt", by=editor, publish=True)
    assert result.edition == Edition.objects.live().get()
    waived = result.article.statements.filter(state="waived")
    assert waived.count() == 2
    assert {row.waiver_reason for row in waived} == {"Imported and published as received"}
    assert {row.decided_by for row in waived} == {editor}
    assert not result.article.statements.filter(state="accepted").exists()
    entry = AuditEntry.objects.get(verb="waive_statements")
    assert (entry.actor, entry.note) == (editor, "Imported and published as received")
    assert "data-statement" not in result.edition.body_html


def test_the_fixtures_story_shows_its_speakers(client):
    call_command("loaddata", "newsroom", verbosity=0)
    assert Statement.objects.filter(state="accepted").count() == 21
    edition = Edition.objects.get()
    assert edition.body_html.count("data-statement") == 21
    page = client.get(edition.path).content.decode()
    for name in ("Dmitry Peskov", "John Kirby", "Antony Blinken", "John Kerry", "Mevlut Cavusoglu", "United States"):
        assert name in page


def run(*arguments):
    printed = StringIO()
    call_command("suggest_article_statements", *arguments, stdout=printed)
    return printed.getvalue()


def test_the_command_tells_then_writes_then_finds_nothing_to_do():
    article = make_article(body="<p>“We sail tonight,” Ines Calder said.</p>")
    make_article(body="<p>Rain.</p>")
    assert "1 new, 0 taken out" in run("--dry-run")
    assert not Statement.objects.exists()
    assert f"1/2 {article.public_id}: 1 new" in run()
    assert Statement.objects.get().article == Article.objects.get(pk=article.pk)
    assert "2 articles read, 0 changed" in run()


def test_the_command_says_which_article_there_is_not():
    with pytest.raises(CommandError, match="no article zzzzzzzz"):
        run("zzzzzzzz")
