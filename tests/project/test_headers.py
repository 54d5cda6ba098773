"""Strict headers on every response: pages, errors, the desk, files."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

ADDRESSES = ["/", "/no-such-page/", "/admin/login/", "/healthz", "/readyz", "/robots.txt", "/feeds/all.rss"]


def directives(response) -> dict[str, str]:
    parts = (part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";") if part.strip())
    return {part[0]: part[1] if len(part) > 1 else "" for part in parts}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_response_carries_the_strict_headers(client, address):
    response = client.get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_policy_allows_nothing_unsafe(client, address):
    policy = directives(client.get(address))
    assert policy["default-src"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in str(policy)
    assert "*" not in str(policy)


def test_a_public_page_never_carries_a_nonce(client):
    assert "nonce" not in client.get("/")["Content-Security-Policy"]


def test_static_files_carry_the_headers_too(client):
    response = client.get("/static/css/site.css")
    assert response.status_code == 200
    assert "Content-Security-Policy" in response
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    response.close()  # it streams an open file


def test_a_foreign_host_is_refused_in_words_and_with_headers():
    response = Client(raise_request_exception=False).get("/", HTTP_HOST="evil.example")
    assert response.status_code == 400
    assert b"evil.example" not in response.content
    assert "Content-Security-Policy" in response


def test_an_error_in_a_view_gives_the_static_500_page(monkeypatch):
    from articles.models import Edition

    def broken(*args, **kwargs):
        raise RuntimeError("on purpose")

    monkeypatch.setattr(type(Edition.objects.all()), "live", broken)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert b"on purpose" not in response.content
    assert response["Cache-Control"] == "no-store"


def test_a_database_that_does_not_answer_gives_503_with_retry_after(client, monkeypatch):
    from django.db import OperationalError

    from articles.models import Edition

    def down(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr(type(Edition.objects.all()), "live", down)
    response = client.get("/")
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert len(response.content) < 15_000
