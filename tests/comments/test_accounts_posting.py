"""Somebody signed in comments under the account; a guest is offered to sign in, and proves later what they wrote."""

from http import HTTPStatus

import pytest
from django.test import Client

from articles.comments.own import proofs
from articles.models import Comment
from tests.comments.accounts import make_reader, sign_in, signed_in
from tests.comments.visitor import Visitor, controls
from tests.world import make_live

pytestmark = pytest.mark.django_db
TEXT = "The pier was closed on Monday, too."


@pytest.fixture
def edition():
    return make_live(comment_policy="open")


def post_as(client: Client, edition, **typed):
    url = f"/comments/{edition.article.public_id}/post/"
    return client.post(url, controls(client.get(url)) | {"text": TEXT} | typed)


def test_the_form_shows_the_name_and_asks_for_neither_name_nor_address(edition):
    page = signed_in(make_reader()).get(f"/comments/{edition.article.public_id}/post/")
    assert "Ada Reader" in page.text
    assert {"name", "email"} & set(controls(page)) == set()
    assert "ada@example.org" not in page.text


def test_the_comment_bears_the_account_whatever_is_sent_as_a_name(edition):
    user = make_reader()
    answer = post_as(signed_in(user), edition, name="Somebody Else", email="else@example.org")
    assert answer.status_code == HTTPStatus.SEE_OTHER
    comment = Comment.objects.get()
    assert (comment.user, comment.author_name, comment.author_email) == (user, "Ada Reader", "ada@example.org")
    assert proofs.COOKIE not in answer.cookies


def test_a_guest_is_offered_to_sign_in_and_comes_back_to_the_form(edition, settings):
    settings.READERS_GET_MAIL = True
    settings.ACCOUNT_RATE_LIMITS = False
    make_reader()
    url, client = f"/comments/{edition.article.public_id}/post/", Client()
    page = client.get(url)
    assert f'href="/account/login/?next={url}"' in page.text
    assert "Sign in instead" in page.text
    assert sign_in(client, "ada@example.org", url)["Location"] == url
    assert "Sign in instead" not in client.get(url).text


def test_a_guests_browser_can_prove_the_comment_afterwards(edition):
    visitor = Visitor(edition)
    answer = visitor.post()
    assert answer.cookies[proofs.COOKIE]["path"] == "/comments/"
    comment = Comment.objects.get()
    assert comment.user is None
    assert comment.text in visitor.client.get("/comments/own/").text


def test_only_a_post_that_was_taken_sets_the_cookie(edition):
    visitor = Visitor(edition)
    assert proofs.COOKIE not in visitor.open().cookies
    assert proofs.COOKIE not in visitor.post(text="").cookies
