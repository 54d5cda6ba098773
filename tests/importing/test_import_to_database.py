"""What an import writes: the working copy, its publisher, byline and comments, the bytes, a revision, a log entry."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.importing.document import Paragraph, ReadArticle, ReadComment
from articles.importing.importer import document_imported, import_bytes
from articles.importing.writing import body_of, write_article
from articles.models import Article, AuditEntry, Author, ImportedDocument, Section, Source
from articles.text.sanitise import plain_paragraphs
from tests.importing.papers import STORY, WITHOUT_HEADLINE
from tests.world import make_author, make_section, make_source, make_user

pytestmark = pytest.mark.django_db


def read(**fields) -> ReadArticle:
    """A reading of a one-paragraph article, for what no page of ours happens to hold."""
    return ReadArticle(
        **{
            "publisher": None,
            "headline": "Ferry strike enters third week",
            "headline_is_working": False,
            "date": None,
            "date_raw": None,
            "byline": None,
            "dateline": None,
            "paragraphs": [Paragraph("The union said that talks had broken down.")],
            "comments": [],
            "language": "en",
            "direction": "ltr",
            **fields,
        }
    )


def write(**fields):
    return write_article(read(**fields), section=make_section(), stage="draft")


def bring_in(text=STORY, **options):
    return import_bytes(text.encode(), **{"file_name": "story.txt", "by": None, **options})


def test_every_field_that_the_document_gives_is_kept():
    article = bring_in().article
    article.refresh_from_db()
    assert (article.headline, article.headline_is_working) == ("Ferry strike enters third week", False)
    assert (article.byline, article.original_date) == ("Odd Lund", date(2016, 6, 27))
    assert (article.publisher.name, article.publisher.kind) == ("EASTMERE GAZETTE", "publication")
    assert (article.language, article.direction) == ("en", "ltr")
    assert len(plain_paragraphs(article.body)) == 3
    assert article.stage == "in_edit"


def test_what_the_document_does_not_give_stays_empty():
    article = bring_in(WITHOUT_HEADLINE).article
    assert article.headline_is_working
    assert (article.byline, article.original_date, article.standfirst, article.kicker) == ("", None, "", "")
    assert article.stage == "draft"
    assert not article.comments.exists()
    assert not Author.objects.exists()


def test_text_of_the_document_is_never_markup():
    article = bring_in().article
    assert "pay &amp; hours" in article.body
    body = body_of([Paragraph("<script>alert(1)</script> & <b>bold</b>")])
    assert body == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;bold&lt;/b&gt;</p>"


def test_each_kind_of_paragraph_has_its_markup():
    body = body_of(
        [
            Paragraph("Before."),
            Paragraph("The pier", "crosshead"),
            Paragraph("“Nobody was hurt”", "pull quote"),
            Paragraph("bread", "list item"),
            Paragraph("fish", "list item"),
            Paragraph("After."),
        ]
    )
    assert body.split("\n") == [
        "<p>Before.</p>",
        "<h2>The pier</h2>",
        '<aside data-pullquote=""><p>“Nobody was hurt”</p></aside>',
        "<ul><li>bread</li><li>fish</li></ul>",
        "<p>After.</p>",
    ]


def test_printed_comments_come_with_it_approved_in_their_threads():
    comments = list(bring_in().article.comments.order_by("pk"))
    assert [comment.author_name for comment in comments] == ["Ines Odell", "Mara Lind", "Kit"]
    first, reply, last = comments
    assert (reply.parent, reply.thread, first.parent, last.parent) == (first, first, None, None)
    assert reply.text == "And who pays? <b>We do.</b>"
    assert {(comment.status, comment.imported, comment.key, comment.edition) for comment in comments} == {
        ("approved", True, None, None)
    }


def test_an_answer_to_an_answer_stays_in_the_thread():
    comments = [ReadComment("A", "one"), ReadComment("B", "two", reply_to=0), ReadComment("C", "three", reply_to=1)]
    article, _warnings = write(comments=comments)
    first, second, third = article.comments.order_by("pk")
    assert (third.parent, third.thread) == (second, first)


def test_an_answer_to_what_comes_later_stands_alone():
    article, _warnings = write(comments=[ReadComment("A", "one", reply_to=1), ReadComment("B", "two", reply_to=1)])
    assert [comment.parent for comment in article.comments.order_by("pk")] == [None, None]


def test_printed_times_are_read_in_the_site_s_time_zone(settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    comment = bring_in().article.comments.earliest("pk")
    assert comment.posted == datetime(2016, 6, 27, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("printed", [None, datetime(1, 1, 1), datetime(9999, 12, 31), datetime(2099, 1, 1)])
def test_a_comment_without_a_possible_date_gets_the_moment_of_import(printed):
    before = timezone.now()
    article, _warnings = write(comments=[ReadComment("A", "one", date=printed)])
    assert before <= article.comments.get().posted <= timezone.now()


def test_anonymous_comment_keeps_no_name():
    article, _warnings = write(comments=[ReadComment("", "They should have settled in May.")])
    assert article.comments.get().author_name == ""


def test_a_known_publisher_is_reused_in_any_case_or_by_an_alias():
    source = make_source(name="Eastmere Gazette", kind="publication")
    assert bring_in().article.publisher == source
    other = make_source(name="Écho du Port", aliases=["L’ÉCHO"], kind="organisation")
    assert write(publisher="écho du port")[0].publisher == other
    assert write(publisher="L’écho")[0].publisher == other
    assert Source.objects.count() == 2


def test_a_person_of_the_publisher_s_name_is_not_the_publisher():
    person = make_source(name="Eastmere Gazette", slug="eastmere-gazette", kind="person")
    publisher = bring_in().article.publisher
    assert publisher != person
    assert publisher.slug == "eastmere-gazette-2"


def test_a_publisher_in_any_script_gets_a_slug():
    slugs = {write(publisher=name)[0].publisher.slug for name in ("بي بي سي عربي", "Русская служба")}
    assert slugs == {"publication", "publication-2"}


def test_a_byline_that_names_an_author_of_ours_links_the_author():
    author = make_author(name="Odd Lund")
    article = bring_in().article
    assert list(article.authors.all()) == [author]
    assert article.byline == ""


def test_a_byline_that_two_authors_share_stays_as_printed():
    make_author(name="Odd Lund")
    make_author(name="Odd Lund")
    article = bring_in().article
    assert not article.authors.exists()
    assert article.byline == "Odd Lund"


def test_what_is_too_long_for_its_field_is_cut_and_said():
    article, warnings = write(
        headline="word " * 80, byline="b" * 300, publisher="P" * 300, comments=[ReadComment("n" * 100, "text")]
    )
    article.refresh_from_db()
    assert len(article.headline) <= 200
    assert len(article.byline) <= 200
    assert article.comments.get().author_name == "n" * 79 + "…"
    assert [warning.code for warning in warnings] == ["cut"] * 4


def test_right_to_left_copy_runs_right_to_left():
    article, _warnings = write(language="ar", direction="rtl")
    assert (article.language, article.direction) == ("ar", "rtl")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_bytes_are_kept_as_they_came(encoding):
    raw = STORY.replace("\n", "\r\n").encode(encoding)
    result = import_bytes(raw, file_name="a folder/Ferry — strike.txt", by=make_user("editor", "Editor"))
    document = ImportedDocument.objects.get()
    assert bytes(document.content) == raw
    assert (document.size, document.file_name) == (len(raw), "a folder/Ferry — strike.txt")
    assert document.received_by.username == "editor"
    assert document.article == result.article
    assert document.report["newline"] == "CRLF"
    assert {left["kind"] for left in document.report["leftovers"]} == {"comment form"}
    assert document.report["articles"][0]["headline"] == "Ferry strike enters third week"


def test_a_file_name_of_any_bytes_is_kept_as_far_as_it_is_text():
    import_bytes(STORY.encode(), file_name="a\x00b\udcff" + "c" * 300, by=None)
    assert ImportedDocument.objects.get().file_name == "ab" + "c" * 253


def test_an_import_is_recorded_as_a_revision_and_in_the_log():
    article = bring_in().article
    assert article.revisions.get().note == "Imported from story.txt"
    entry = AuditEntry.objects.get(verb="import")
    assert (entry.object_id, entry.actor_name) == (article.pk, "command line")


def test_it_goes_to_the_section_given_else_to_news():
    section = make_section()
    assert bring_in(section=section).article.section == section
    assert bring_in(WITHOUT_HEADLINE).article.section.slug == "news"


def test_a_section_called_news_is_used_whatever_its_address():
    Section.objects.create(name="NEWS", slug="latest")
    assert bring_in().article.section.slug == "latest"
    assert Section.objects.count() == 1


def test_whoever_listens_adds_to_the_article_before_its_first_revision():
    def add_a_kicker(sender, document, article, **kwargs):
        assert document.article == article
        Article.objects.filter(pk=article.pk).update(kicker="Ports")

    document_imported.connect(add_a_kicker)
    try:
        article = bring_in().article
    finally:
        document_imported.disconnect(add_a_kicker)
    assert article.revisions.get().content["kicker"] == "Ports"


def test_a_listener_that_fails_undoes_the_import():
    def fail(**kwargs):
        raise RuntimeError("the listener's own fault")

    document_imported.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            bring_in()
    finally:
        document_imported.disconnect(fail)
    assert not Article.objects.exists()
    assert not ImportedDocument.objects.exists()
    assert not Section.objects.exists()


@pytest.mark.parametrize("groups", [[], ["Moderator"]])
def test_importing_needs_the_right_to(groups):
    with pytest.raises(PermissionDenied):
        bring_in(by=make_user("somebody", *groups))
    assert not ImportedDocument.objects.exists()
