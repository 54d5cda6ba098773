"""What comes in twice changes nothing; what is doubtful is held; what is no article leaves no trace."""

import pytest

from articles.importing.importer import MAX_BYTES, examine, foresee, import_bytes
from articles.models import Article, ImportedDocument
from tests.importing.counting import rows_everywhere
from tests.importing.papers import PAGE_NOT_FOUND, SEVERAL, STORY, WITHOUT_HEADLINE

pytestmark = pytest.mark.django_db


def bring_in(raw, **options):
    return import_bytes(raw, **{"file_name": "story.txt", "by": None, **options})


def codes(result):
    return [warning.code for warning in result.warnings]


def test_the_same_bytes_twice_change_nothing_and_say_so():
    first = bring_in(STORY.encode())
    before = rows_everywhere()
    again = bring_in(STORY.encode(), file_name="another name.txt", publish=True)
    assert rows_everywhere() == before
    assert again.already
    assert (again.status, again.article) == ("imported", first.article)
    assert codes(again) == ["already-imported"]
    assert [read.headline for read in again.articles] == ["Ferry strike enters third week"]
    assert not first.already


def test_the_same_bytes_again_keep_the_status_they_had():
    bring_in(WITHOUT_HEADLINE.encode())
    assert bring_in(WITHOUT_HEADLINE.encode()).status == "needs_review"
    bring_in(SEVERAL.encode())
    again = bring_in(SEVERAL.encode())
    assert (again.status, again.already, again.article) == ("needs_review", True, None)


def test_the_same_bytes_again_say_where_readers_find_the_story():
    edition = bring_in(STORY.encode(), publish=True).edition
    assert bring_in(STORY.encode()).edition == edition


@pytest.mark.parametrize(
    "other_bytes",
    [STORY.replace("\n", "\r\n").encode(), STORY.encode("utf-16"), STORY.replace("\n", "\n\n").encode()],
    ids=["line endings", "encoding", "blank lines"],
)
def test_the_same_text_in_other_bytes_is_held_and_named(other_bytes):
    first = bring_in(STORY.encode())
    again = bring_in(other_bytes)
    assert (again.status, again.article) == ("needs_review", None)
    assert codes(again) == ["looks-like"]
    assert "Ferry strike enters third week" in again.warnings[0].message
    assert str(first.article.pk) in again.warnings[0].message
    assert Article.objects.count() == 1
    held = ImportedDocument.objects.get(status="held")
    assert bytes(held.content) == other_bytes
    assert held.report["warnings"][0]["code"] == "looks-like"


def test_the_same_headline_over_another_text_is_another_story():
    bring_in(STORY.encode())
    assert bring_in(STORY.replace("Thursday", "Friday").encode()).article is not None


def test_several_articles_in_one_document_are_held_with_their_bytes():
    result = bring_in(SEVERAL.encode())
    assert (result.status, result.article, len(result.articles)) == ("needs_review", None, 2)
    assert not Article.objects.exists()
    document = ImportedDocument.objects.get()
    assert (document.status, document.article) == ("held", None)
    assert [found["headline"] for found in document.report["articles"]] == [
        "Pier closed after lorry breaks through",
        "Ferry strike enters third week",
    ]


@pytest.mark.parametrize("raw", [b"", PAGE_NOT_FOUND.encode(), b"%PDF-1.7 \x00\x01"], ids=["empty", "page", "binary"])
def test_what_holds_no_article_is_rejected_with_a_reason_and_leaves_nothing(raw):
    before = rows_everywhere()
    result = bring_in(raw)
    assert (result.status, result.articles) == ("rejected", [])
    assert result.reason
    assert rows_everywhere() == before


def test_a_document_beyond_the_limit_is_rejected_unread():
    result = bring_in(b"word " * (MAX_BYTES // 5 + 1))
    assert result.status == "rejected"
    assert "5 MB" in result.reason
    assert result.reading is None


def test_a_document_at_the_limit_is_read():
    raw = STORY.encode().ljust(MAX_BYTES, b"\n")
    assert examine(raw, file_name="story.txt").status == "imported"


def test_foreseeing_writes_nothing_and_tells_what_importing_then_gives():
    bring_in(STORY.encode())
    texts = [STORY, STORY + "\n\n", WITHOUT_HEADLINE, SEVERAL, PAGE_NOT_FOUND]
    before = rows_everywhere()
    foreseen = [foresee(text.encode(), file_name="story.txt") for text in texts]
    assert rows_everywhere() == before
    assert [result.already for result in foreseen] == [True, False, False, False, False]
    for text, result in zip(texts, foreseen, strict=True):
        became = bring_in(text.encode())
        assert (result.status, result.warnings) == (became.status, became.warnings)
