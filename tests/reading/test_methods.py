"""A page that takes no forms says so: 405 with what may be asked, before anybody asks for a form's token."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from articles.models import Picture
from tests import world
from tests.reading.pages import seen
from tests.test_canary import ARGUMENTS

pytestmark = pytest.mark.django_db

ACCOUNT = {name for name in ARGUMENTS if name.startswith(("account", "mfa_"))} - {"account_inactive"}
BY_LINK = {"comment_mail"}  # the link is the proof, and a mail program that ends mail with one click brings no token
WITH_TOKEN = {
    *("comment_post", "preview_approve", "source_removal", "comment_appeal", "comment_recommend", "comment_report"),
    *("error_report", "own_comments", "own_delete", "own_edit", "own_erase", *ACCOUNT),
}
TAKES_FORMS = WITH_TOKEN | BY_LINK
ONLY_POSTED = {"own_export"}
UNREAD = ["POST", "PUT", "PATCH", "DELETE", "PROPFIND", "BREW"]


@pytest.fixture
def strict():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def addresses():
    """One address of every name that readers reach, by name."""
    edition = world.make_live(authors=[world.make_author()], topics=[world.make_topic()], publisher=world.make_source())
    world.make_comment(edition)
    Picture.objects.create(title="A quay", digest="1" * 64, width=640, height=400, master="m/1.jpg", original="o/1.jpg")
    return {name: reverse(name, kwargs=arguments()[0]) for name, arguments in ARGUMENTS.items()}


@pytest.mark.parametrize("method", UNREAD)
def test_what_is_only_read_answers_405_with_what_may_be_asked_and_no_cookie(strict, addresses, method):
    for name in set(addresses) - TAKES_FORMS - ONLY_POSTED:
        response = strict.generic(method, addresses[name], data="text=words")
        told = (name, response.status_code, response.get("Allow"), response["Cache-Control"], list(response.cookies))
        assert told == (name, 405, "GET, HEAD, OPTIONS", "no-store", [])


@pytest.mark.parametrize(("name", "method"), [("front", "POST"), ("search", "DELETE"), ("own_export", "GET")])
def test_who_asks_in_a_way_that_is_not_taken_reads_why_on_a_page_that_stands_by_itself(strict, addresses, name, method):
    response = strict.generic(method, addresses[name])
    page = seen(response)
    assert response.status_code == 405
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert int(response["Content-Length"]) == len(response.content) <= 15_000
    assert response["Allow"] == ("POST, OPTIONS" if name == "own_export" else "GET, HEAD, OPTIONS")
    assert "style-src 'sha256-" in response["Content-Security-Policy"]
    assert page.texts["h1"] == ["This address cannot be used that way"]
    assert page.all("a", href="/")
    assert not page.all("link") + page.all("script")
    assert not response.cookies


def test_a_program_that_asks_the_api_in_a_way_that_is_not_taken_gets_a_problem_it_can_read(strict):
    response = strict.post("/api/v1/articles/")
    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert (response.json()["status"], "Allow" in response.json()["detail"]) == (405, True)


@pytest.mark.parametrize("method", [method for method in UNREAD if method != "POST"])
def test_a_form_s_own_page_takes_nothing_but_its_form(strict, addresses, method):
    for name in TAKES_FORMS:
        response = strict.generic(method, addresses[name], data="text=words")
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST, OPTIONS"), name
        assert not response.cookies


def test_a_form_s_own_page_still_asks_for_its_token(strict, addresses):
    for name in WITH_TOKEN | ONLY_POSTED:
        assert strict.post(addresses[name], {"text": "words"}).status_code == 403, name


def test_options_says_what_may_be_asked(strict, addresses):
    for name, address in addresses.items():
        response = strict.options(address)
        assert (response.status_code, response.content, list(response.cookies)) == (204, b"", []), name
        asked = "POST, OPTIONS" if name in ONLY_POSTED else "GET, HEAD, OPTIONS"
        assert response["Allow"] == ("GET, HEAD, POST, OPTIONS" if name in TAKES_FORMS else asked), name


def test_the_question_stands_before_the_check_of_forms():
    order = list(settings.MIDDLEWARE)
    assert order.index("articles.methods.MethodsMiddleware") < order.index("django.middleware.csrf.CsrfViewMiddleware")
