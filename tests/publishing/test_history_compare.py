"""Any two revisions compared: words, moved paragraphs, and rows by the names they have now; all of it as text."""

from html import escape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Statement
from articles.pictures.uploads import ingest
from articles.publishing import comparing, revisions
from articles.text.diff import Change
from tests.pictures.drawing import drawn
from tests.world import make_article, make_author, make_section, make_source, make_topic

PARAGRAPHS = [
    "<p>The ferry left the northern pier at noon.</p>",
    "<p>Nobody was waiting when the gates were opened.</p>",
    "<p>It came back at dusk with nine people.</p>",
]


def url_of(article, **query) -> str:
    return reverse("admin:articles_article_compare", args=[article.pk], query=query)


@pytest.fixture
def article(db):
    return make_article(headline="Ferry leaves", body="".join(PARAGRAPHS))


@pytest.fixture
def began(article):
    return revisions.record(article, user=None)


def changed(article, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    return revisions.record(article, user=None)


def rows(comparison) -> dict[str, tuple]:
    return {change.label: (change.added, change.removed) for change in comparison.rows}


def test_fields_are_compared_by_word(article, began):
    new = changed(article, headline="Ferry leaves late", stage="ready", legal_hold=True)
    changes = {
        change.label: [(piece.kind, piece.text) for piece in change.pieces]
        for change in comparing.compare(began, new).fields
    }
    assert changes["Headline"] == [("same", "Ferry leaves"), ("added", " late")]
    assert changes["Stage"] == [("removed", "draft"), ("added", "ready")]
    assert changes["Legal hold"] == [("removed", "no"), ("added", "yes")]


def test_relations_are_compared_by_the_names_they_have_now(article, began):
    section = make_section(name="Harbour", slug="harbour")
    new = changed(article, section=section)
    section.name = "Harbour & Sea"
    section.save()
    (change,) = comparing.compare(began, new).fields
    assert change.label == "Section"
    assert "".join(piece.text for piece in change.pieces if piece.kind != "removed") == "Harbour & Sea"


def test_person_who_is_gone_is_said_to_be(article):
    author = make_author()
    row = article.article_authors.create(author=author)
    began = revisions.record(article, user=None)
    row.delete()
    number = author.pk
    author.delete()
    new = revisions.record(article, user=None)
    assert rows(comparing.compare(began, new)) == {"Authors": ([], [f"no longer there (number {number})"])}


def test_moved_paragraph_is_shown_as_moved(article, began):
    new = changed(article, body="".join([PARAGRAPHS[2], PARAGRAPHS[0], PARAGRAPHS[1]]))
    kinds = [paragraph.kind for paragraph in comparing.compare(began, new).body]
    assert kinds == [Change.MOVED, Change.SAME, Change.SAME, Change.MOVED_AWAY]


def test_changed_words_stand_in_their_paragraph(article, began):
    new = changed(article, body="".join(PARAGRAPHS).replace("noon", "one"))
    first, second, third = comparing.compare(began, new).body
    assert (first.kind, second.kind, third.kind) == (Change.CHANGED, Change.SAME, Change.SAME)
    assert [piece.text for piece in first.pieces if piece.kind != "same"] == ["noon", "one"]


def test_formatting_alone_is_said(article, began):
    comparison = comparing.compare(began, changed(article, body="".join(PARAGRAPHS).replace("noon", "<b>noon</b>")))
    assert comparison.formatting
    assert not comparison.same


def test_people_topics_and_statements_are_named(article, began):
    author, topic, source = make_author(), make_topic(), make_source(name="Anneke Vos")
    article.article_authors.create(author=author, role="reporting")
    article.topics.add(topic)
    Statement.objects.create(article=article, source=source, words="It left at noon.", state="accepted", kind="direct")
    new = revisions.record(article, user=None)
    assert rows(comparing.compare(began, new)) == {
        "Authors": ([f"{author.name} (reporting)"], []),
        "Topics": ([topic.name], []),
        "Statements": (["Anneke Vos: It left at noon. (direct quote, accepted)"], []),
    }


def test_changed_statement_is_one_change(article):
    said = Statement.objects.create(article=article, words="It left at noon.")
    began = revisions.record(article, user=None)
    said.words = "It left at one."
    said.save()
    (change,) = comparing.compare(began, revisions.record(article, user=None)).rows
    assert (change.added, change.removed, len(change.changed)) == ([], [], 1)


def test_order_of_the_byline_is_a_change(article):
    ada, ben = (article.article_authors.create(author=make_author(), position=n) for n in range(2))
    began = revisions.record(article, user=None)
    ada.position, ben.position = 1, 0
    ada.save()
    ben.save()
    (change,) = comparing.compare(began, revisions.record(article, user=None)).rows
    assert (change.label, len(change.changed)) == ("Authors", 1)


def test_pictures_are_named(article, began):
    picture = ingest(drawn(), title="Ferry at the pier", alt="A ferry")
    new = changed(article, body=f'{"".join(PARAGRAPHS)}<figure data-picture="{picture.pk}"></figure>')
    comparison = comparing.compare(began, new)
    assert rows(comparison) == {"Pictures in the text": (["Ferry at the pier"], [])}
    assert comparison.body[-1].pieces[0].text == "Picture “Ferry at the pier”"


PAYLOADS = ["<script>alert(1)</script>", '<img src=x onerror="alert(2)">', "</ins></del></p><svg onload=alert(3)>"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_is_shown_as_text(editor, article, began, payload):
    author = make_author(name=f"Ada {payload}")
    article.article_authors.create(author=author, role=payload[:60])
    Statement.objects.create(article=article, words=payload)
    changed(article, headline=payload, kicker=payload[:60], body=f"<p>{escape(payload)}</p>{payload}")
    page = editor.get(url_of(article, old=1, new=2)).content.decode()
    for live in ("<script>alert", "<img src=x", "<svg onload"):
        assert live not in page
    assert page.count("<ins>") == page.count("</ins>") >= 4


def test_page_says_in_words_what_came_and_went(editor, article, began):
    changed(article, headline="Ferry leaves late")
    page = editor.get(url_of(article, old=1, new=2)).content.decode()
    assert (
        '<ins><span class="visually-hidden">added: </span> late<span class="visually-hidden"> end </span></ins>' in page
    )


def test_either_order_compares_the_newer_with_the_older(editor, article, began):
    changed(article, headline="Ferry leaves late")
    one, other = (editor.get(url_of(article, old=a, new=b)).context for a, b in ((1, 2), (2, 1)))
    assert (one["old"].number, one["new"].number) == (other["old"].number, other["new"].number) == (1, 2)


def test_one_revision_alone_cannot_be_compared(editor, article, began):
    assert editor.get(url_of(article, old=1, new=1)).status_code == 302
    assert editor.get(url_of(article, old=1, new=9)).status_code == 404


def test_reader_without_the_right_is_refused(desk, article, began):
    changed(article, headline="x")
    assert desk("Moderator", name="mo", is_staff=True).get(url_of(article, old=1)).status_code in {200, 403}
    assert desk(name="nobody", is_staff=True).get(url_of(article, old=1)).status_code == 403


def test_queries_do_not_grow_with_the_rows(editor, article, began):
    def ask() -> int:
        newest = revisions.record(article, user=None).number
        url = url_of(article, old=1, new=newest)
        editor.get(url)
        with CaptureQueriesContext(connection) as counted:
            assert editor.get(url).status_code == 200
        return len(counted)

    def grow(times: int):
        for position in range(times):
            article.article_authors.create(author=make_author(), position=position)
            article.topics.add(make_topic())
            Statement.objects.create(article=article, source=make_source(), words="It left.")

    grow(2)
    small = ask()
    grow(30)
    assert ask() == small <= 12
