"""Reporting a comment: what is asked, what the law asks, once for each reader, and nothing typed is ever lost."""

from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client

from articles.comments.discussions import counts
from articles.comments.judging import rates
from articles.models import Comment, Report
from articles.page_cache import purged
from articles.publishing import workflow
from tests import world
from tests.comments.visitor import controls

pytestmark = pytest.mark.django_db
ILLEGAL = {
    "why": "illegal",
    "text": "It calls for violence.",
    "law": "§ 111 StGB",
    "name": "Ines Reader",
    "email": "Ines@Example.org",
    "good_faith": "on",
}


@pytest.fixture
def comment():
    return world.make_comment(world.make_live(comment_policy="open"), author_name="Ada")


def url_of(comment, end=""):
    return f"/comments/{comment.article.public_id}/{comment.pk}/report/{end}"


def report(comment, client=None, **sent):
    client = client or Client(enforce_csrf_checks=True)
    typed = {
        name: value for name, value in controls(client.get(url_of(comment))).items() if name == "csrfmiddlewaretoken"
    }
    return client.post(url_of(comment), typed | sent)


def open_reports(comment):
    return Comment.objects.values_list("open_reports", "needs_eyes").get(pk=comment.pk)


@pytest.mark.parametrize("why", ["spam", "abuse", "private", "false", "off_topic"])
def test_a_reason_is_all_that_a_report_needs(comment, why):
    answer = report(comment, why=why)
    assert answer.status_code == 303
    assert answer["Location"] == url_of(comment, "thanks/")
    kept = Report.objects.get()
    assert (kept.why, kept.state, kept.comment_id) == (why, "open", comment.pk)
    assert open_reports(comment) == (1, True)
    thanks = Client().get(answer["Location"])
    assert "Your report is with our moderators" in thanks.text
    assert thanks["Cache-Control"] == "no-store"


def test_the_form_names_every_reason_and_shows_the_comment(client, comment):
    page = client.get(url_of(comment))
    assert page.status_code == 200
    assert comment.text in page.text
    for value, words in Report.Why.choices:
        assert f'value="{value}"' in page.text
        assert str(words) in page.text
    assert page["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        ("text", "Explain why you think the comment is against the law."),
        ("name", "Enter your name"),
        ("email", "Enter your e-mail address"),
        ("good_faith", "Confirm that you believe this in good faith"),
    ],
)
def test_what_the_law_asks_of_a_report_of_illegal_content_is_asked(comment, left_out, words):
    answer = report(comment, **{name: value for name, value in ILLEGAL.items() if name != left_out})
    assert answer.status_code == 422
    assert words in answer.text
    for name in {"text", "law", "name"} - {left_out}:
        assert ILLEGAL[name] in answer.text
    assert not Report.objects.exists()


def test_a_whole_report_of_illegal_content_is_kept_as_it_was_sent(comment):
    answer = report(comment, **ILLEGAL)
    assert answer["Location"].endswith("/thanks/?law")
    kept = Report.objects.get()
    assert (kept.words, kept.law, kept.name, kept.email, kept.good_faith) == (
        "It calls for violence.",
        "§ 111 StGB",
        "Ines Reader",
        "ines@example.org",
        True,
    )
    assert "how you can object" in Client().get(answer["Location"]).text


def test_the_law_may_be_left_out_and_so_may_the_name_where_it_is_about_a_child(comment):
    assert report(comment, why="illegal", text="See the words.", good_faith="on", of_children="on").status_code == 303
    kept = Report.objects.get()
    assert (kept.name, kept.email) == ("", "")
    assert "2011/93/EU" in kept.law


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose what is wrong"),
        ({"why": "x"}, "Choose one of the reasons"),
        ({"why": "other", "text": "\n"}, "Say in a few words"),
        ({"why": "other", "text": "\u200b"}, "Say in a few words"),
        ({"why": "spam", "text": "Kept" + "x" * 2000}, "the most is 2000"),
        ({"why": "spam", "law": "x" * 201}, "the most is 200"),
        ({"why": "spam", "name": "x" * 81}, "the most is 80"),
        ({"why": "spam", "email": "nobody"}, "Enter an e-mail address like"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_comes_back(comment, sent, words):
    answer = report(comment, **({"text": "Kept words"} | sent))
    assert answer.status_code == 422
    assert words in answer.text
    assert sent.get("text", "Kept words")[:4] in answer.text
    assert not Report.objects.exists()
    assert open_reports(comment) == (0, False)


def test_one_reader_reports_once_and_the_same_again_is_the_same(comment):
    client = Client(enforce_csrf_checks=True)
    for _turn in range(2):
        assert report(comment, client, why="spam", text="Words").status_code == 303
    again = report(comment, client, why="abuse", text="Other words")
    assert again.status_code == 422
    assert "reported this comment already" in again.text
    assert "Other words" in again.text
    assert Report.objects.count() == 1
    assert open_reports(comment) == (1, True)


def test_others_of_the_same_network_report_with_their_own_e_mail(comment):
    for email in ("", "a@example.org", "b@example.org", "A@example.org"):
        assert report(comment, why="spam", email=email).status_code == 303
    assert Report.objects.count() == 3
    assert open_reports(comment) == (3, True)


def test_an_account_is_known_and_its_form_is_filled_in(client, comment):
    user = world.make_user("reader-a", first_name="Ines", last_name="Reader", email="ines@example.org")
    client.force_login(user)
    assert 'value="Ines Reader"' in client.get(url_of(comment)).text
    client.post(url_of(comment), {"why": "spam"})
    assert Report.objects.get().user == user


def test_a_report_purges_nothing_and_counts_agree(comment, django_capture_on_commit_callbacks):
    heard: list[str] = []

    def receiver(sender, **kwargs):
        heard.extend(kwargs["tags"])

    purged.connect(receiver, weak=False, dispatch_uid="test")
    with django_capture_on_commit_callbacks(execute=True):
        report(comment, why="spam")
    purged.disconnect(dispatch_uid="test")
    assert heard == []
    assert list(counts.differences()) == []


def test_a_lost_token_gives_the_words_back(comment):
    answer = Client(enforce_csrf_checks=True).post(url_of(comment), {"why": "other", "text": "A long explanation"})
    assert answer.status_code == 403
    assert "A long explanation" in answer.text
    assert f'action="{url_of(comment)}"' in answer.text


def test_too_many_reports_are_refused_with_the_words_kept(client, settings, monkeypatch, comment):
    settings.COMMENT_RATES = True
    monkeypatch.setattr(rates, "clock", lambda: 1_900_000_000.0)
    client.force_login(world.make_user("reader-a"))
    others = [world.make_comment(comment.edition) for _number in range(6)]
    for other in others:
        assert client.post(url_of(other), {"why": "spam"}).status_code == 303
    answer = client.post(url_of(comment), {"why": "spam", "text": "Kept words"})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "Kept words" in answer.text
    assert Report.objects.count() == 6


def test_the_rates_of_reports_are_not_those_of_comments(client, settings, monkeypatch, comment):
    settings.COMMENT_RATES = True
    monkeypatch.setattr(rates, "clock", lambda: 1_900_000_000.0)
    for other in [world.make_comment(comment.edition) for _number in range(9)]:
        client.post(f"/comments/{other.article.public_id}/{other.pk}/recommend/", {"do": "recommend"})
    assert client.post(url_of(comment), {"why": "spam"}).status_code == 303


def test_without_the_database_the_words_come_back(client, comment):
    with mock.patch("articles.comments.responding.reporting.locked", side_effect=OperationalError("gone")):
        answer = client.post(url_of(comment), {"why": "spam", "text": "Kept words"})
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "Kept words" in answer.text


def test_a_body_that_is_too_large_is_never_parsed_and_comes_back(client, comment):
    body = "why=spam&text=Kept+words+" + "x" * 40_000
    answer = client.post(url_of(comment), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "Kept words" in answer.text


def test_the_comments_of_a_withdrawn_story_are_gone_and_the_words_come_back(client, comment):
    workflow.withdraw(comment.article, by=None)
    answer = client.post(url_of(comment), {"why": "spam", "text": "Kept words"})
    assert answer.status_code == 410
    assert "Kept words" in answer.text
    assert comment.text not in answer.text
    assert client.get(url_of(comment, "thanks/")).status_code == 410


def test_markup_in_a_report_is_text_when_it_comes_back(comment):
    answer = report(comment, why="x", text="<script>alert(1)</script>", name='"><img src=x>')
    assert "<script>alert" not in answer.text
    assert "<img src=x>" not in answer.text
