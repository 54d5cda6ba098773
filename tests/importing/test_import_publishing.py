"""Publishing on import: only what needs nobody's eye but for its headline, and a refusal keeps the import."""

from textwrap import fill

import pytest

from articles.importing.importer import NOTES, import_bytes
from articles.models import Edition
from articles.publishing import checks
from tests.importing.papers import SEVERAL, STORY, WITHOUT_HEADLINE
from tests.world import make_user

pytestmark = pytest.mark.django_db


def publish(text, **options):
    raw = text if isinstance(text, bytes) else text.encode()
    return import_bytes(raw, **{"file_name": "story.txt", "by": None, "publish": True, **options})


def test_a_clear_document_is_published():
    result = publish(STORY)
    assert result.edition == Edition.objects.live().get()
    assert result.edition.headline == "Ferry strike enters third week"
    assert result.article.stage == "ready"
    assert [row.note.partition(" ")[0] for row in result.article.revisions.order_by("number")] == ["Imported", ""]


def test_a_working_headline_alone_does_not_keep_it_from_readers():
    result = publish(WITHOUT_HEADLINE)
    assert result.status == "needs_review"
    assert result.edition is not None


def test_any_other_doubt_does_and_the_result_says_so():
    unclear = STORY.replace("3 comments:", "7 comments:")
    result = publish(unclear)
    assert (result.status, result.edition, result.article.stage) == ("needs_review", None, "draft")
    assert result.warnings[-1].code == "not-published"
    assert not Edition.objects.exists()


def test_a_doubt_beside_a_working_headline_does_too():
    result = publish("EASTMERE GAZETTE\nThe pier is closed, said Tom Brandt, who guards it.\n")
    assert {"no-headline", "short-text", "not-published"} <= {warning.code for warning in result.warnings}
    assert result.edition is None


def test_held_documents_are_not_published():
    assert publish(SEVERAL).edition is None
    assert not Edition.objects.exists()


def test_notes_do_not_put_a_document_into_review():
    stray = WITHOUT_HEADLINE.replace("winter", "wïntér — “soon”").encode().replace(b"said Tom", b"said \xe9 Tom")
    wrapped = "\n\n".join(fill(paragraph, 60) for paragraph in WITHOUT_HEADLINE.splitlines()[:4])
    for raw, note in ((stray, "damaged-encoding"), (wrapped, "wrapped-lines")):
        result = publish(raw)
        assert {warning.code for warning in result.warnings} == {note, "no-headline"}
        assert note in NOTES
        assert result.edition is not None


def test_an_importer_who_may_not_publish_still_imports():
    user = make_user("editor", "Editor")
    user.groups.get().permissions.remove(*user.groups.get().permissions.filter(codename="publish_article"))
    result = publish(STORY, by=user)
    assert result.article is not None
    assert result.edition is None
    assert result.warnings[-1].code == "not-published"


def test_a_failing_check_keeps_the_import_and_gives_its_reason(monkeypatch):
    def never(article):
        yield checks.Problem("never", "The moon is full.", "Wait.")

    monkeypatch.setattr(checks, "CHECKS", [never])
    result = publish(STORY)
    assert result.article.editions.count() == 0
    assert result.warnings[-1].message == "Not published: The moon is full. Wait."
