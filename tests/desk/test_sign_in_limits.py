"""Passwords cannot be tried without end at the desk, and nobody is kept out who only mistyped, or by what strangers do."""

from __future__ import annotations

import time

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.urls import reverse

from articles.comments.judging import rates
from newsroom import sign_in
from newsroom.sign_in import OF_A_NAME, OF_A_PLACE
from tests.world import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "a long password of words"


@pytest.fixture
def try_it(client, settings):
    settings.BEHIND_PROXY = True
    make_user("ines", "Editor")

    def attempt(name="ines", password="wrong", network="8.1.1.9"):
        data = {"username": name, "password": password, "next": "/admin/"}
        return client.post(reverse("admin:login"), data, headers={"x-forwarded-for": network})

    return attempt


def test_after_ten_failures_the_name_has_to_wait_there_even_with_the_right_password(try_it):
    for _try in range(OF_A_NAME.most):
        assert try_it().status_code == 200
    refused = try_it(password=PASSWORD)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= OF_A_NAME.seconds + 1
    assert "Too many tries. Wait" in refused.content.decode()
    assert try_it(name=" INES ").status_code == 429


def test_elsewhere_the_same_person_signs_in_meanwhile(try_it):
    for _try in range(OF_A_NAME.most + 2):
        try_it()
    assert try_it(password=PASSWORD, network="9.9.9.9").status_code == 302


def test_a_network_that_tries_many_names_has_to_wait_with_all_of_them(try_it):
    for number in range(OF_A_PLACE.most):
        assert try_it(name=f"nobody{number}").status_code == 200
    assert try_it(name="somebody", network="8.1.1.77").status_code == 429
    assert try_it(name="somebody", network="8.1.2.9").status_code == 200


def test_after_the_window_all_is_as_before(try_it, monkeypatch):
    for _try in range(OF_A_NAME.most):
        try_it()
    assert try_it(password=PASSWORD).status_code == 429
    now = time.time()
    monkeypatch.setattr(rates, "clock", lambda: now + OF_A_NAME.seconds)
    assert try_it(password=PASSWORD).status_code == 302


def test_signing_in_is_not_counted(try_it, client):
    for _try in range(OF_A_NAME.most * 2):
        assert try_it(password=PASSWORD).status_code == 302
        client.logout()


def test_a_refused_try_costs_no_look_at_the_password(try_it, settings, monkeypatch):
    for _try in range(OF_A_NAME.most):
        try_it()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]

    def tried(*_arguments, **_more):
        raise AssertionError("a password was looked at")

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", tried)
    monkeypatch.setattr(PBKDF2PasswordHasher, "verify", tried)
    assert try_it(password=PASSWORD).status_code == 429


def test_words_of_an_expired_session_survive_the_wait(try_it, client):
    """The page that asks to sign in before a form is saved goes by the same limits, and keeps what was typed."""
    address = reverse("admin:articles_article_add")
    for _try in range(OF_A_NAME.most):
        try_it()
    page = client.post(address, {"headline": "Typed in the night"}, headers={"x-forwarded-for": "8.1.1.9"})
    assert page.status_code == 403
    kept = page.content.decode()
    assert "Typed in the night" in kept
    from tests.desk.forms import fields_of

    sent = fields_of(page, "kept-form") | {"username": "ines", "password": PASSWORD}
    refused = client.post(address, sent, headers={"x-forwarded-for": "8.1.1.9"})
    assert refused.status_code == 429
    assert "Typed in the night" in refused.content.decode()


def test_while_one_password_is_looked_at_the_next_one_is_told_to_come_again(try_it):
    with sign_in.CHECKING:
        refused = try_it(password=PASSWORD)
    assert refused.status_code == 429
    assert refused["Retry-After"] == str(sign_in.BUSY)
    assert "Try again in a few seconds." in refused.content.decode()
    assert try_it(password=PASSWORD).status_code == 302
