"""A reader sees their own comments, with where each stands; by cookie, account or mailed link, and nobody else's."""

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone

from articles.comments.own import proofs
from articles.models import Comment
from articles.publishing import workflow
from tests.comments.accounts import make_reader, signed_in
from tests.world import make_comment, make_live

pytestmark = pytest.mark.django_db
ADDRESS = "ada@example.org"


@pytest.fixture(autouse=True)
def mail_is_set_up(settings):
    settings.READERS_GET_MAIL = True


def browser_of(*comments: Comment) -> Client:
    """A guest's browser with the cookie it got when it posted these."""
    client = Client()
    for comment in comments:
        request = client.get("/comments/own/").wsgi_request
        response = HttpResponse()
        proofs.remember(request, response, comment)
        client.cookies.update(response.cookies)
    return client


def link_in_mail() -> str:
    return re.search(r"https?://\S+?(/comments/own/link/\S+)", mail.outbox[-1].body)[1]


def test_a_guest_sees_what_this_browser_posted_and_nothing_else():
    edition = make_live()
    mine = make_comment(edition, text="My own words.", author_email=ADDRESS)
    make_comment(edition, text="Also under the address.", author_email=ADDRESS)
    make_comment(edition, text="Of somebody else.")
    page = browser_of(mine).get("/comments/own/")
    assert "My own words." in page.text
    assert "Also under the address." not in page.text
    assert "Of somebody else." not in page.text


def test_without_any_proof_there_is_only_the_way_to_prove_it(client):
    make_comment(make_live(), text="Of somebody.")
    page = client.get("/comments/own/")
    assert page.status_code == HTTPStatus.OK
    assert "Of somebody." not in page.text
    assert "Mail me the link" in page.text
    assert "Have it as a file" not in page.text


def test_the_cookie_is_for_the_comments_only_and_out_of_scripts_reach():
    cookie = browser_of(make_comment(make_live())).cookies[proofs.COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/comments/", True, "Lax")
    assert not cookie["secure"]
    with override_settings(SESSION_COOKIE_SECURE=True):
        assert browser_of(make_comment(make_live())).cookies[proofs.COOKIE]["secure"]


def test_the_cookie_knows_the_newest_twenty():
    edition = make_live()
    comments = [make_comment(edition) for _number in range(23)]
    client = browser_of(*comments)
    request = client.get("/comments/own/").wsgi_request
    assert proofs.ids_in(request) == [comment.pk for comment in reversed(comments[3:])]


@pytest.mark.parametrize("value", ["", "spoilt", "WzFd:1abc:forged", "x" * 5000])
def test_a_cookie_that_is_not_ours_proves_nothing(client, value):
    comment = make_comment(make_live(), text="Of somebody.")
    client.cookies[proofs.COOKIE] = value
    assert "Of somebody." not in client.get("/comments/own/").text
    client.cookies[proofs.BY_MAIL] = value
    assert "Of somebody." not in client.get("/comments/own/").text
    assert Comment.objects.get().pk == comment.pk


def test_a_comment_of_an_account_is_not_left_to_the_browser():
    comment = make_comment(make_live(), user=make_reader(), text="With my account.")
    response = HttpResponse()
    proofs.remember(Client().get("/comments/own/").wsgi_request, response, comment)
    assert not response.cookies
    assert "With my account." not in browser_of(comment).get("/comments/own/").text


def test_somebody_signed_in_sees_what_they_wrote_with_the_account_and_under_its_address():
    user, edition = make_reader(), make_live()
    make_comment(edition, user=user, author_email=ADDRESS, text="With my account.")
    make_comment(edition, author_email=ADDRESS, text="Before I had one.")
    make_comment(edition, text="Of somebody else.")
    page = signed_in(user).get("/comments/own/")
    assert "With my account." in page.text
    assert "Before I had one." in page.text
    assert "Of somebody else." not in page.text


def test_a_mailed_link_shows_everything_under_the_address_and_does_not_stay_in_the_address_bar(client):
    make_comment(make_live(), author_email=ADDRESS, text="Under my address.")
    asked = client.post("/comments/own/", {"email": "ADA@example.org"})
    assert asked["Location"] == "/comments/own/?done=sent"
    link = link_in_mail()
    assert "ada" not in link
    assert ADDRESS not in mail.outbox[-1].body
    opened = client.get(link)
    assert (opened.status_code, opened["Location"]) == (HTTPStatus.SEE_OTHER, "/comments/own/")
    assert "Under my address." in client.get("/comments/own/").text


def test_an_address_without_comments_gets_a_mail_that_says_so_and_the_page_answers_the_same():
    make_comment(make_live(), author_email=ADDRESS)
    answers = [Client().post("/comments/own/", {"email": email}) for email in (ADDRESS, "nobody@example.org")]
    assert answers[0].status_code == answers[1].status_code == HTTPStatus.SEE_OTHER
    assert answers[0]["Location"] == answers[1]["Location"]
    assert "We keep nothing under it" in mail.outbox[1].body
    assert "link" not in mail.outbox[1].body.split("We keep")[0].lower()
    assert "/own/link/" not in mail.outbox[1].body


def test_a_link_is_over_after_a_day(client, monkeypatch):
    make_comment(make_live(), author_email=ADDRESS, text="Under my address.")
    client.post("/comments/own/", {"email": ADDRESS})
    monkeypatch.setattr(proofs, "LINK_AGE", -1)
    page = client.get(link_in_mail())
    assert page.status_code == HTTPStatus.GONE
    assert "good for a day" in page.text


@override_settings(SECRET_KEY="another-key-" + "y" * 50)
def test_a_link_that_is_not_ours_is_over(client):
    assert client.get("/comments/own/link/spoilt/").status_code == HTTPStatus.GONE


def test_changing_the_secret_key_leaves_links_and_cookies_good(client, settings):
    comment = make_comment(make_live(), author_email=ADDRESS, text="Under my address.")
    token, kept = proofs.link_token(ADDRESS), browser_of(comment)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a-new-key-" + "n" * 50
    assert client.get(f"/comments/own/link/{token}/").status_code == HTTPStatus.SEE_OTHER
    assert "Under my address." in kept.get("/comments/own/").text


def test_a_mailbox_is_not_flooded_with_links(client, settings):
    settings.COMMENT_RATES = True
    for _time in range(3):
        assert client.post("/comments/own/", {"email": ADDRESS}).status_code == HTTPStatus.SEE_OTHER
    page = client.post("/comments/own/", {"email": ADDRESS})
    assert page.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert int(page["Retry-After"]) > 0
    assert f'value="{ADDRESS}"' in page.text
    assert len(mail.outbox) == 3


def test_no_address_is_told_and_what_was_typed_comes_back(client):
    page = client.post("/comments/own/", {"email": "ada at example"})
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="ada at example"' in page.text
    assert "like name@example.org" in page.text


def test_without_mail_the_page_says_so(client, settings):
    settings.READERS_GET_MAIL = False
    assert "cannot send mail yet" in client.get("/comments/own/").text
    assert client.post("/comments/own/", {"email": ADDRESS}).status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert mail.outbox == []


def test_each_says_in_words_where_it_stands():
    edition = make_live()
    gone = make_live()
    first = make_comment(edition, status="rejected")
    mine = [
        make_comment(edition, text="One."),
        make_comment(edition, text="Two.", status="waiting", reasons=[{"rule": "links", "match": "2 links"}]),
        make_comment(edition, text="Three.", status="waiting", reasons=[{"rule": "word", "match": "casino"}]),
        make_comment(edition, text="Four.", status="rejected"),
        make_comment(edition, text="Five.", parent=first, thread=first),
        make_comment(gone, text="Six."),
        make_comment(edition, text="", status="deleted", author_name="Somebody"),
    ]
    workflow.withdraw(gone.article, by=None, reason="It was wrong.")
    text = browser_of(*mine).get("/comments/own/").text
    stands = [
        " ".join(re.sub("<[^>]+>", " ", each).split())
        for each in re.findall(r'class="own-state">(.*?)</p>', text, re.DOTALL)
    ]
    assert stands == [
        "Not shown. The story it stands under is not public any more.",
        "Not shown. The conversation that it answers in is not shown any more.",
        "Not shown. A moderator found that it does not keep to our rules for comments.",
        "Waits for a moderator; nobody else sees it yet. Some comments are read by a moderator before they appear.",
        "Waits for a moderator; nobody else sees it yet. Comments with links are read before they appear.",
        "Shown.",
    ]
    assert "casino" not in text
    assert "Somebody" not in text


def test_markup_in_a_comment_stays_text_on_the_page():
    mine = make_comment(make_live(), text="<script>alert(1)</script>")
    assert "<script>alert" not in browser_of(mine).get("/comments/own/").text


def test_a_long_list_is_parted_and_costs_the_same_for_two_and_twenty(django_assert_max_num_queries):
    user, edition = make_reader(), make_live()
    client = signed_in(user)
    for _number in range(2):
        make_comment(edition, user=user)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get("/comments/own/")
    for number in range(28):
        make_comment(make_live(), user=user, text=f"Remark {number} of many.")
    with CaptureQueriesContext(connection) as many:
        page = client.get("/comments/own/")
    assert len(many) == len(few) <= 8
    assert page.text.count('class="own-state"') == 25
    older = client.get(re.search(r'href="(/comments/own/\?before=\d+)"', page.text)[1])
    assert older.text.count('class="own-state"') == 5
    assert client.get("/comments/own/?before=x").status_code == HTTPStatus.NOT_FOUND


def test_edit_is_offered_for_five_minutes_only():
    edition = make_live()
    young = make_comment(edition)
    old = make_comment(edition, posted=timezone.now() - timedelta(minutes=6))
    text = browser_of(young, old).get("/comments/own/").text
    assert f"/{young.pk}/edit/" in text
    assert f"/{old.pk}/edit/" not in text


@pytest.mark.parametrize("path", ["/comments/own/", "/comments/own/erase/", "/comments/own/link/x/"])
def test_pages_are_private_and_not_indexed(path):
    page = browser_of(make_comment(make_live())).get(path)
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex"
