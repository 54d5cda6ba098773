"""The public history of a story: what readers saw and what changed, and nothing that they never saw."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Correction, Edition, Section, Statement
from articles.publishing import workflow
from tests.reading.pages import links
from tests.world import make_article, make_author, make_live, make_scheduled, make_source, publish_past_the_checks

pytestmark = pytest.mark.django_db

BODY = "<p>The ferry left at noon.</p><p>Nobody was on the pier.</p><p>It came back at dusk.</p>"


def url_of(article) -> str:
    return reverse("history", args=[article.public_id])


def republish(article, *, ago: timedelta = timedelta(0), note: str = "", substantive: bool = True, **fields) -> Edition:
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    edition = workflow.publish(article, by=None, note=note, substantive=substantive)
    if ago:  # the verb refuses the past
        start = timezone.now() - ago
        Edition.objects.filter(article=article, live_until=edition.live_from).update(live_until=start)
        Edition.objects.filter(pk=edition.pk).update(live_from=start)
    return edition


@pytest.fixture
def story():
    """A story with three editions."""
    article = make_live(ago=timedelta(hours=5), headline="Ferry leaves", body=BODY).article
    republish(article, ago=timedelta(hours=3), body=BODY.replace("noon", "one"))
    republish(article, ago=timedelta(hours=1), headline="Ferry leaves late", substantive=False)
    return article


def page_of(client, article) -> str:
    response = client.get(url_of(article))
    assert response.status_code == 200
    return response.content.decode()


def test_each_edition_tells_what_it_changed(client, story):
    told = client.get(url_of(story)).context["told"]
    assert [item.edition.number for item in told] == [3, 2, 1]
    newest, second, first = told
    assert [(label, [piece.text for piece in pieces if piece.kind == "added"]) for label, pieces in newest.fields] == [
        ("Headline", [" late"])
    ]
    assert [unchanged for unchanged, _some in newest.runs] == [True]
    (_unchanged, (paragraph,)), (unchanged, _rest) = second.runs
    assert [(piece.kind, piece.text) for piece in paragraph.pieces] == [
        ("same", "The ferry left at "),
        ("removed", "noon"),
        ("added", "one"),
        ("same", "."),
    ]
    assert unchanged
    assert not first.compared


def test_page_reads_well_without_colours(client, story):
    page = page_of(client, story)
    assert '<del><span class="visually-hidden">removed: </span>noon<' in page
    assert '<ins><span class="visually-hidden">added: </span>one<' in page
    for words in ("What readers see now", "Edition 2", "First published", "2 paragraphs unchanged", "small fix"):
        assert words in page


def test_moved_paragraph_is_told_as_moved(client):
    paragraphs = [f"<p>The {word} paragraph has words of its own.</p>" for word in ("first", "second", "third")]
    article = make_live(body="".join(paragraphs)).article
    republish(article, body="".join([paragraphs[2], *paragraphs[:2]]))
    page = page_of(client, article)
    assert "Moved here:" in page
    assert "Moved elsewhere:" in page
    assert "<ins>" not in page


def test_every_article_links_to_its_history(client, story):
    for path in (story.editions.get(number=3).path, make_live().path):
        page = client.get(path)
        assert "History of this article" in page.content.decode()
        assert f"/history/{path.strip('/').rpartition('-')[2]}/" in links(page)


def test_story_of_one_edition_says_that_nothing_changed(client, story):
    alone = page_of(client, make_live().article)
    assert alone.count("<li>\n<h2>First published, and not changed since</h2>") == 1
    assert "not changed since" not in page_of(client, story)


def test_what_was_told_in_corrections_stands_with_its_edition(client, story):
    editions = {edition.number: edition for edition in story.editions.all()}
    made = {2: editions[2].live_from, 3: editions[3].live_from + timedelta(minutes=1)}
    for number, moment in made.items():
        Correction.objects.create(article=story, text=f"Corrected in {number}.", made=moment)
    Correction.objects.create(article=story, text="Still to come.", made=timezone.now() + timedelta(hours=1))
    told = client.get(url_of(story)).context["told"]
    assert [[item.text for item in each.corrections] for each in told] == [["Corrected in 3."], ["Corrected in 2."], []]
    assert "Still to come." not in page_of(client, story)


def test_planned_edition_is_not_told(client, story):
    story.headline, story.body = "CANARY planned", "<p>CANARY planned words.</p>"
    story.save()
    workflow.schedule(story, by=None, at=timezone.now() + timedelta(hours=1))
    response = client.get(url_of(story))
    assert "CANARY" not in response.content.decode()
    assert [item.edition.number for item in response.context["told"]] == [3, 2, 1]
    assert response["X-Page-Until"]


def test_working_copy_and_notes_of_the_desk_are_not_told(client, story):
    republish(story, kicker="Ports", note="CANARY hold until the lawyer rang")
    story.headline = "CANARY of the working copy"
    story.save()
    assert "CANARY" not in page_of(client, story)


def test_no_key_of_a_statement_or_picture_is_in_the_page(client):
    article = make_article()
    said = Statement.objects.create(
        article=article, source=make_source(public=False, name="CANARY"), words="at noon", state="accepted"
    )
    for words in ("at noon", "at one"):
        article.body = (
            f'<p>It left <span data-statement="{said.pk}">{words}</span>.</p><figure data-picture="77"></figure>'
        )
        article.save()
        publish_past_the_checks(article)
    page = page_of(client, article)
    for word in ("data-statement", "data-picture", "CANARY"):
        assert word not in page


def test_story_that_never_was_public_has_none(client):
    for article in (make_article(), make_scheduled().article):
        assert client.get(url_of(article)).status_code == 404
    assert client.get("/history/nothing2/").status_code == 404


def test_withdrawn_story_has_no_history_either(client, story):
    workflow.withdraw(story, by=None, reason="It was forged.")
    response = client.get(url_of(story))
    assert response.status_code == 410
    assert "noon" not in response.content.decode()
    assert response["Cache-Control"] == "no-store"


def test_words_from_before_a_withdrawal_do_not_come_back(client, story):
    republish(story, body="<p>CANARY defamatory words.</p>")
    workflow.withdraw(story, by=None)
    republish(story, body="<p>Cleared words.</p>")
    republish(story, body="<p>Cleared words, and more.</p>")
    response = client.get(url_of(story))
    page = response.content.decode()
    assert [item.compared for item in response.context["told"]] == [True, False, False, False, False, False]
    assert "and more" in page
    assert "CANARY" not in page
    assert "noon" not in page
    assert "Withdrawn" in page


def test_older_page_obeys_a_withdrawal_on_a_newer_one(client, story, monkeypatch):
    monkeypatch.setattr("articles.reading.history.PAGE", 2)
    workflow.withdraw(story, by=None)
    republish(story, body="<p>Cleared.</p>")
    republish(story, body="<p>Cleared again.</p>")
    first = client.get(url_of(story))
    assert 'href="?before=4"' in first.content.decode()
    older = client.get(url_of(story), {"before": 4})
    assert [item.edition.number for item in older.context["told"]] == [3, 2]
    assert not any(item.compared for item in older.context["told"])


@pytest.mark.parametrize("before", ["x", "1", "99999999999", "-3"])
def test_page_that_is_none_is_not_found(client, story, before):
    assert client.get(url_of(story), {"before": before}).status_code == 404


def test_byline_is_told_by_the_names_of_now(client, story):
    author = make_author(name="Mara Lindqvist")
    story.article_authors.create(author=author)
    republish(story)
    author.name = "Mara Holm"
    author.save()
    response = client.get(url_of(story))
    assert "Mara Holm" in response.content.decode()
    assert "Lindqvist" not in response.content.decode()
    assert f"author:{author.pk}" in response["Surrogate-Key"].split()


def test_markup_is_text(client, story):
    republish(story, headline="<script>alert(1)</script>", body="<p>&lt;img src=x onerror=alert(2)&gt;</p>")
    page = page_of(client, story)
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_right_to_left_story_keeps_its_direction(client):
    article = make_live(headline="العبّارات تعود", language="ar", direction="rtl", body="<p>عاد القارب.</p>").article
    republish(article, body="<p>عاد القارب ليلا.</p>")
    assert '<div class="changes" dir="rtl" lang="ar">' in page_of(client, article)


def test_page_is_public_and_its_queries_do_not_grow(client):
    def ask(editions: int) -> int:
        article = make_live(authors=[make_author()]).article
        for turn in range(editions):
            republish(article, body=f"<p>Turn {turn}.</p>")
            Correction.objects.create(article=article, text=f"Turn {turn}.")
        with CaptureQueriesContext(connection) as counted:
            response = client.get(url_of(article))
        assert response.status_code == 200
        assert response["Cache-Control"].startswith("public")
        assert not response.cookies
        assert f"article:{article.pk}" in response["Surrogate-Key"].split()
        return len(counted)

    assert ask(2) == ask(20) <= 8


def test_word_is_reserved():
    with pytest.raises(ValidationError):
        Section(name="History", slug="history").full_clean()
