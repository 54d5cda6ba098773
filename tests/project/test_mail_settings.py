"""How notices leave is one variable; without it no mail is sent and none is tried."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import mailers

from newsroom import environment


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://ines:p%40ss@mail.example.org", ("mail.example.org", 587, "ines", "p@ss", True, False)),
        ("smtp://mail.example.org:25?tls=0", ("mail.example.org", 25, "", "", False, False)),
        ("smtps://mail.example.org", ("mail.example.org", 465, "", "", False, True)),
    ],
)
def test_mail_server_is_read_from_its_address(monkeypatch, settings, url, expected):
    monkeypatch.setenv("EMAIL_URL", url)
    settings.MAILERS = {"default": environment.mailer()}
    mailer = mailers["default"]  # Django refuses options it does not know
    found = (mailer.host, mailer.port, mailer.username, mailer.password, mailer.use_tls, mailer.use_ssl)
    assert found == expected
    assert mailer.timeout == 5


@pytest.mark.parametrize(("url", "backend"), [("", "dummy"), ("console:", "console")])
def test_without_a_server_nothing_is_tried_and_the_console_prints(monkeypatch, url, backend):
    monkeypatch.setenv("EMAIL_URL", url)
    assert environment.mailer() == {"BACKEND": f"django.core.mail.backends.{backend}.EmailBackend"}


@pytest.mark.parametrize("url", ["mail.example.org", "smtp://", "http://mail.example.org", "smtp://host:port"])
def test_address_that_is_none_is_refused_without_repeating_the_password(monkeypatch, url):
    monkeypatch.setenv("EMAIL_URL", url)
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL cannot be read"):
        environment.mailer()


def test_the_address_at_the_foot_of_every_page_is_an_address(monkeypatch):
    monkeypatch.setenv("CONTACT_EMAIL", " desk@westport.example ")
    assert environment.mail_address("CONTACT_EMAIL") == "desk@westport.example"
    monkeypatch.delenv("CONTACT_EMAIL")
    assert environment.mail_address("CONTACT_EMAIL") == ""
    monkeypatch.setenv("CONTACT_EMAIL", "the desk")
    with pytest.raises(ImproperlyConfigured, match="write an address such as"):
        environment.mail_address("CONTACT_EMAIL")
