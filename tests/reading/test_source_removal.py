"""Asking that a source's page be taken down: what is asked is kept, whatever goes wrong, and nobody is told who asked."""

from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client

from articles.comments.forms import new_token
from articles.models import RemovalRequest
from tests import world

pytestmark = pytest.mark.django_db

TYPED = {"name": "Anneke Vos", "email": "Vos@Example.org", "text": "This is no longer\n\nme <b>at all</b>."}


@pytest.fixture
def path():
    source = world.make_source(name="Anneke Vos", slug="anneke-vos")
    world.make_live(publisher=source)
    return "/sources/anneke-vos/removal/"


def send(client, path, **fields):
    return client.post(path, {**TYPED, "key": new_token(), **fields})


def test_the_page_of_a_source_leads_to_a_form_that_nobody_caches(client, path):
    assert path in client.get("/sources/anneke-vos/").content.decode()
    response = client.get(path)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert "csrfmiddlewaretoken" in response.content.decode()


def test_a_request_is_taken_in_and_thanked_for(client, path):
    response = send(client, path)
    assert (response.status_code, response["Location"]) == (303, f"{path}thanks/")
    asked = RemovalRequest.objects.get()
    assert (asked.source.slug, asked.name, asked.email) == ("anneke-vos", "Anneke Vos", "vos@example.org")
    assert asked.text == TYPED["text"]
    thanks = client.get(response["Location"])
    assert "Your request is with us" in thanks.content.decode()
    assert thanks["Cache-Control"] == "no-store"


def test_sent_twice_it_is_one_request(client, path):
    key = new_token()
    for _twice in range(2):
        assert send(client, path, key=key).status_code == 303
    assert RemovalRequest.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"email": "nobody"}, {"text": " "}, {"text": "x" * 5001}, {"name": "x" * 81}, {"website": "http://spam.example"},
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, path, wrong):
    key = new_token()
    response = send(client, path, key=key, **wrong)
    content = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in content
    assert key in content
    if "text" not in wrong:
        assert "me &lt;b&gt;at all&lt;/b&gt;." in content
    assert not RemovalRequest.objects.exists()


def test_one_person_asks_a_few_times_an_hour_and_no_more(client, path):
    for _time in range(3):
        assert send(client, path).status_code == 303
    response = send(client, path)
    assert response.status_code == 429
    assert response["Retry-After"] == "3600"
    assert "me &lt;b&gt;at all&lt;/b&gt;." in response.content.decode()
    assert send(client, path, email="other@example.org").status_code == 303
    RemovalRequest.objects.update(received="2020-01-01T00:00Z")
    assert send(client, path).status_code == 303


def test_about_one_source_there_is_a_limit_for_all_together(client, path):
    for number in range(20):
        assert send(client, path, email=f"r{number}@example.org").status_code == 303
    assert send(client, path, email="late@example.org").status_code == 429


def test_no_network_address_is_kept(client, path):
    client.post(path, {**TYPED, "key": new_token()}, REMOTE_ADDR="203.0.113.77")
    request = RemovalRequest.objects.get()
    assert "203.0.113.77" not in str(vars(request))


def test_a_forged_form_is_refused(path):
    assert Client(enforce_csrf_checks=True).post(path, TYPED).status_code == 403
    assert not RemovalRequest.objects.exists()


def test_a_body_that_is_too_large_is_given_back(client, path):
    response = send(client, path, text="long " * 20_000)
    assert response.status_code in {413, 422}
    form = {**TYPED, "text": "long " * 20_000}
    from urllib.parse import urlencode

    response = client.post(path, urlencode(form), content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert "long long" in response.content.decode()


def test_a_database_that_is_away_loses_nothing(client, path):
    with mock.patch("articles.reading.source_removal.removal.ask", side_effect=OperationalError):
        response = send(client, path)
    assert response.status_code == 503
    assert "me &lt;b&gt;at all&lt;/b&gt;." in response.content.decode()
    assert response["Retry-After"]


def test_other_methods_are_refused(client, path):
    assert client.put(path).status_code == 405
    assert client.post(f"{path}thanks/").status_code == 405
