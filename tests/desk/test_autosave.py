"""What is typed and not saved: kept by person and article, offered on return, refused in words, gone after a save."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.desk import autosave
from articles.desk.differences import excerpts
from articles.desk.models import Autosave
from articles.models import Article
from tests.desk.forms import fields_of
from tests.world import make_article, make_section, make_topic, make_user


def change_url(article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def typed(client, article, *, page="tab1", sequence=1, base_version=1, takes="", **fields):
    url = reverse("admin:articles_article_autosave", args=[article.pk])
    data = {"page": page, "sequence": sequence, "base_version": base_version, "takes": takes, "fields": fields}
    return client.post(url, json.dumps(data), content_type="application/json")


def test_typed_fields_are_kept_on_the_side(reporter):
    article = make_article(headline="Before")
    response = typed(reporter, article, headline="Typed", standfirst="Also")
    assert (response.status_code, response.json()["kept"]) == (200, True)
    kept = Autosave.objects.get()
    assert (kept.user, kept.article, kept.base_version) == (reporter.user, article, 1)
    assert kept.fields == {"headline": "Typed", "standfirst": "Also"}
    article.refresh_from_db()
    assert (article.headline, article.version, article.revisions.count()) == ("Before", 1, 0)


def test_deliveries_lie_over_each_other_in_one_row(reporter):
    article = make_article()
    typed(reporter, article, headline="One")
    typed(reporter, article, sequence=2, body="<p>Two</p>")
    typed(reporter, article, sequence=3, headline="Three")
    assert Autosave.objects.get().fields == {"headline": "Three", "body": "<p>Two</p>"}


def test_late_delivery_never_overwrites_a_newer_one(reporter):
    article = make_article()
    typed(reporter, article, sequence=2, headline="Newer")
    assert typed(reporter, article, sequence=1, headline="Older").status_code == 200
    assert Autosave.objects.get().fields == {"headline": "Newer"}


def test_field_typed_back_to_what_is_saved_is_no_autosave(reporter):
    article = make_article(headline="Before", topics=[make_topic()])
    typed(reporter, article, headline="Typed")
    topics = [str(topic.pk) for topic in article.topics.all()]
    response = typed(reporter, article, sequence=2, headline=" Before ", topics=topics, priority="0", embargo_until="")
    assert response.json()["kept"] is False
    assert not Autosave.objects.exists()


def test_two_people_have_a_row_each(editor, reporter):
    article = make_article()
    typed(editor, article, headline="Hers")
    typed(reporter, article, headline="His")
    rows = {row.user.username: row.fields["headline"] for row in Autosave.objects.all()}
    assert rows == {"editor": "Hers", "reporter": "His"}


def test_another_form_of_the_same_person_is_refused_until_it_takes_the_words(reporter):
    article = make_article()
    typed(reporter, article, headline="First form")
    response = typed(reporter, article, page="tab2", headline="Second form")
    assert response.status_code == 409
    assert "wait to be continued or discarded" in response.json()["error"]
    assert typed(reporter, article, page="tab2", takes="tab1.1", body="<p>On top</p>").status_code == 200
    assert Autosave.objects.get().fields == {"headline": "First form", "body": "<p>On top</p>"}


@pytest.mark.parametrize(
    "fields",
    [
        {"version": "9"},
        {"public_id": "x"},
        {"headline": ["x"]},
        {"headline": "x" * 2001},
        {"section": "1; drop"},
        {"topics": ["a"]},
        {"topics": 5},
        {"body": "x" * 900_001},
    ],
)
def test_what_no_form_sends_is_refused_in_words_and_keeps_nothing(reporter, fields):
    response = typed(reporter, make_article(), **fields)
    assert response.status_code == 400
    assert "cannot be kept" in response.json()["error"]
    assert not Autosave.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"nonsense",
        b'{"page": "a"}',
        b"[" * 100_000,
        b'{"page":"a","sequence":1,"base_version":1,"fields":[]}',
    ],
)
def test_malformed_delivery_is_refused_in_words(reporter, body):
    url = reverse("admin:articles_article_autosave", args=[make_article().pk])
    response = reporter.post(url, body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["error"]


def test_too_much_is_refused_before_it_is_read(reporter):
    url = reverse("admin:articles_article_autosave", args=[make_article().pk])
    response = reporter.post(url, b" " * (1024 * 1024 + 1), content_type="application/json")
    assert response.status_code == 413
    assert "too long" in response.json()["error"]


def test_without_the_right_nothing_is_kept(moderator):
    response = typed(moderator, make_article(), headline="Mine")
    assert response.status_code == 403
    assert "may not change" in response.json()["error"]
    assert not Autosave.objects.exists()


def test_signed_out_browser_is_told_so_and_not_sent_to_a_sign_in_page(db):
    response = typed(Client(), make_article(), headline="Mine")
    assert response.status_code == 403
    assert "signed out" in response.json()["error"]


def test_deleted_article_is_a_conflict_in_words(reporter):
    article = make_article()
    Article.objects.filter(pk=article.pk).delete()
    response = typed(reporter, article, headline="Mine")
    assert response.status_code == 409
    assert "deleted" in response.json()["error"]


def test_autosave_needs_its_token_and_a_post(reporter):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reporter.user)
    article = make_article()
    assert typed(strict, article, headline="Forged").status_code == 403
    assert reporter.get(reverse("admin:articles_article_autosave", args=[article.pk])).status_code == 405
    assert not Autosave.objects.exists()


def test_return_to_the_form_offers_what_was_typed(reporter):
    article = make_article(headline="The ferry left at noon")
    typed(reporter, article, headline="The ferry left at one")
    page = reporter.get(change_url(article)).content.decode()
    assert "Continue with what you typed at" in page
    assert '<del dir="auto">The ferry left at noon</del>' in page
    assert '<ins dir="auto">The ferry left at one</ins>' in page
    assert fields_of(reporter.get(change_url(article)))["headline"] == "The ferry left at noon"


def test_difference_in_a_long_body_is_shown_where_it_is():
    before = "The ferry left the pier. " * 40
    stored, typed_words = excerpts(before + "It came back at noon." + before, before + "It came back at one." + before)
    assert (stored[0], stored[-1], "noon." in stored) == ("…", "…", True)
    assert typed_words.replace("one", "noon") == stored
    assert excerpts("", "New") == ("", "New")
    assert excerpts("aa", "aaa") == ("aa", "aaa")


def test_nothing_is_offered_to_somebody_else(editor, reporter):
    article = make_article()
    typed(reporter, article, headline="A word of mine")
    assert "A word of mine" not in editor.get(change_url(article)).content.decode()


def test_used_autosave_fills_the_form_with_the_body_sanitised(reporter):
    article, section, topic = make_article(), make_section(name="Ports", slug="ports"), make_topic(name="Quays")
    typed(
        reporter,
        article,
        headline="Typed",
        body="<p>Words<script>alert(1)</script></p>",
        section=str(section.pk),
        topics=[str(topic.pk)],
        headline_is_working=True,
        embargo_until="2031-05-04T10:30",
        kind="opinion",
    )
    fields = fields_of(reporter.get(change_url(article) + "?autosave=use"))
    assert fields["headline"] == "Typed"
    assert fields["body"] == "<p>Words</p>"
    assert (fields["section"], fields["topics"]) == (str(section.pk), str(topic.pk))
    assert (fields["headline_is_working"], fields["embargo_until"], fields["kind"]) == (
        "on",
        "2031-05-04T10:30",
        "opinion",
    )
    article.refresh_from_db()
    assert article.headline != "Typed"


def test_saving_the_used_autosave_stores_it_and_clears_it(reporter):
    article = make_article()
    typed(reporter, article, headline="Typed")
    url = change_url(article) + "?autosave=use"
    reporter.post(url, fields_of(reporter.get(url)) | {"_continue": "1"})
    article.refresh_from_db()
    assert article.headline == "Typed"
    assert not Autosave.objects.exists()


def test_relation_that_has_gone_since_is_left_out(reporter):
    article = make_article()
    typed(reporter, article, publisher="99999", headline="Typed")
    fields = fields_of(reporter.get(change_url(article) + "?autosave=use"))
    assert fields["headline"] == "Typed"
    assert "publisher" not in fields  # no option is chosen


def test_save_of_one_person_leaves_the_words_of_the_other(editor, reporter):
    article = make_article()
    typed(editor, article, headline="Hers")
    url = change_url(article)
    reporter.post(url, fields_of(reporter.get(url)) | {"headline": "His", "_continue": "1"})
    assert Autosave.objects.get().user == editor.user
    assert "was saved by someone since" in editor.get(url).content.decode()


def test_autosave_older_than_the_article_carries_its_own_version(editor, reporter):
    article = make_article()
    typed(editor, article, headline="Hers")
    url = change_url(article)
    reporter.post(url, fields_of(reporter.get(url)) | {"headline": "His", "_continue": "1"})
    opened = editor.get(url + "?autosave=use")
    assert 'data-version="1"' in opened.content.decode()
    fields = fields_of(opened)
    assert (fields["headline"], fields["version"]) == ("Hers", "1")
    refused = editor.post(url, fields | {"_continue": "1", "desk_page": "abc123"})
    assert refused.status_code == 409  # both versions, to choose from
    assert fields_of(refused, "merge_form")["desk_page"] == "abc123"
    assert Autosave.objects.get().fields == {"headline": "Hers"}


def test_delivery_that_arrives_after_its_own_save_leaves_nothing_behind(reporter):
    article = make_article()
    url = change_url(article)
    reporter.post(url, fields_of(reporter.get(url)) | {"headline": "Typed", "_continue": "1"})
    assert typed(reporter, article, headline="Typed").json()["kept"] is False
    assert not Autosave.objects.exists()


def test_discarding_is_a_post_and_only_of_what_was_shown(reporter):
    article = make_article()
    typed(reporter, article, headline="Typed")
    url = reverse("admin:articles_article_autosave_discard", args=[article.pk])
    assert reporter.get(url).status_code == 405
    reporter.post(url, {"of": "tab1.0"})
    assert Autosave.objects.exists()
    response = reporter.post(url, {"of": "tab1.1"}, follow=True)
    assert "Discarded." in response.content.decode()
    assert not Autosave.objects.exists()


def test_form_with_errors_keeps_the_autosave_and_goes_on_from_it(reporter):
    article = make_article()
    typed(reporter, article, headline="Typed")
    url = change_url(article)
    response = reporter.post(url, fields_of(reporter.get(url)) | {"headline": "", "_continue": "1"})
    assert Autosave.objects.get().fields == {"headline": "Typed"}
    assert 'data-takes="tab1.1"' in response.content.decode()


def test_save_names_the_opened_form_to_the_browser(reporter):
    article = make_article()
    url = change_url(article)
    for page in ("abc123", "def456", '"; x='):
        reporter.post(url, fields_of(reporter.get(url)) | {"desk_page": page, "_continue": "1"})
    assert reporter.cookies["desk-saved"].value == "abc123.def456"


def test_view_only_form_offers_and_keeps_nothing(moderator):
    page = moderator.get(change_url(make_article()))
    assert page.status_code == 200
    assert 'data-autosave="' not in page.content.decode()


def test_words_nobody_came_back_to_are_purged_after_two_months(reporter):
    article = make_article()
    typed(reporter, article, headline="Typed")
    assert autosave.purge(timezone.now() + timedelta(days=59)) == 0
    assert autosave.purge(timezone.now() + timedelta(days=61)) == 1


@pytest.mark.django_db(transaction=True)
def test_autosaves_at_once_make_one_row_and_lose_no_field():
    article, user = make_article(), make_user("ada", "Reporter")
    names = ["headline", "kicker", "standfirst", "dateline", "byline", "licence"]
    problems = []

    def type_one(number, name):
        try:
            delivery = autosave.Typed(page="tab1", sequence=number, base_version=1, fields={name: f"typed {name}"})
            autosave.keep(article.pk, user, delivery)
        except Exception as error:  # noqa: BLE001 - a thread's failure is the test's
            problems.append(error)
        finally:
            connection.close()

    autosave.keep(article.pk, user, autosave.Typed(page="tab1", sequence=1, base_version=1, fields={"slug": "typed"}))
    # All deliveries of a form are serial in the browser; two forms of one person race for the row.
    threads = [threading.Thread(target=type_one, args=(2, name)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    kept = Autosave.objects.get()
    assert kept.sequence == 2
    assert len(kept.fields) == 2  # the first of the second deliveries, whichever it was; the rest were late
