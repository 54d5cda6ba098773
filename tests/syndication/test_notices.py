"""robots.txt, humans.txt and security.txt: what they say follows from the settings, and holds."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from newsroom import syndication

pytestmark = pytest.mark.django_db

SECURITY = "/.well-known/security.txt"


def fields(client):
    response = client.get(SECURITY)
    assert (response.status_code, response["Content-Type"]) == (200, "text/plain; charset=utf-8")
    return [tuple(line.split(": ", 1)) for line in response.content.decode().splitlines()]


def test_robots_are_kept_from_the_desk_from_search_and_from_forms(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().split("\n")
    assert {"Disallow: /admin/", "Disallow: /search/", "Disallow: /comments/*/post/"} <= set(lines)
    assert {"Sitemap: http://testserver/sitemap.xml", "Sitemap: http://testserver/news-sitemap.xml"} <= set(lines)
    assert "Disallow: /" not in lines


def test_robots_that_are_refused_are_asked_to_stay_away_from_everything(client, settings):
    settings.ROBOTS_REFUSED = ["GPTBot", "CCBot"]
    groups = client.get("/robots.txt").content.decode().split("\n\n")
    assert groups[0] == "User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /"
    assert groups[1].startswith("User-agent: *\nDisallow: /account/")


def test_holes_are_reported_where_the_newsroom_says_and_the_file_has_never_expired(client, settings):
    settings.SECURITY_CONTACT = ["mailto:security@news.example.org", "https://news.example.org/holes"]
    found = fields(client)
    assert [value for name, value in found if name == "Contact"] == settings.SECURITY_CONTACT
    told = dict(found)
    assert told["Canonical"] == f"http://testserver{SECURITY}"
    assert told["Preferred-Languages"] == "en"
    expires = datetime.strptime(told["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    # RFC 9116 asks for less than a year.
    assert timedelta(days=58) < expires - timezone.now() < timedelta(days=93)


@pytest.mark.parametrize("moment", ["2026-12-31T23:59:59", "2027-01-01T00:00:00", "2028-01-31T12:00:00"])
def test_it_is_the_same_for_a_month_and_says_when_it_changes(client, settings, monkeypatch, moment):
    now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    settings.SECURITY_CONTACT = ["mailto:security@news.example.org"]
    expires = datetime.fromisoformat(dict(fields(client))["Expires"])
    assert expires - now > timedelta(days=58)
    changes = datetime.strptime(client.get(SECURITY)["X-Page-Until"], "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    assert now < changes <= now + timedelta(days=31)


def test_without_a_contact_there_is_no_file_and_it_says_what_to_do(client):
    response = client.get(SECURITY)
    assert response.status_code == 404
    assert "SECURITY_CONTACT" in response.content.decode()
    assert response["Cache-Control"] == "no-store"


def test_people_are_told_who_makes_the_paper(client, settings):
    settings.SITE_NAME = "Harbour & Post"
    text = client.get("/humans.txt").content.decode()
    assert "Harbour & Post" in text
    assert "http://testserver/corrections/" in text


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("SECURITY_CONTACT", "security@news.example.org", syndication.security_contacts),
        ("SECURITY_CONTACT", "http://news.example.org", syndication.security_contacts),
        ("ROBOTS_REFUSED", "GPT\tBot: *", syndication.refused_robots),
        ("WEBSUB_HUB", "http://hub.example.org/", syndication.hub),
        ("WEBSUB_HUB", "ftp://hub.example.org/", syndication.hub),
        ("WEBSUB_HUB", "https://user@hub.example.org/", syndication.hub),
        ("POLICY_URLS", "corrections=/corrections/", syndication.policies),
        ("POLICY_URLS", "correctionsPolicy=//evil.example/", syndication.policies),
        ("POLICY_URLS", "correctionsPolicy=javascript:alert(1)", syndication.policies),
    ],
)
def test_a_setting_that_cannot_be_used_says_what_to_write(monkeypatch, name, value, read):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=f"{name} .*write"):
        read()


def test_settings_that_can_be_used_are_read(monkeypatch):
    monkeypatch.setenv("SECURITY_CONTACT", "mailto:a@b.example, https://b.example/x")
    monkeypatch.setenv("ROBOTS_REFUSED", "GPTBot Google-Extended")
    monkeypatch.setenv("WEBSUB_HUB", "https://hub.example.org/x?y=z")
    monkeypatch.setenv("POLICY_URLS", "correctionsPolicy=/corrections/ ethicsPolicy=https://b.example/ethics")
    assert syndication.security_contacts() == ["mailto:a@b.example", "https://b.example/x"]
    assert syndication.refused_robots() == ["GPTBot", "Google-Extended"]
    assert syndication.hub() == "https://hub.example.org/x?y=z"
    assert syndication.policies() == {"correctionsPolicy": "/corrections/", "ethicsPolicy": "https://b.example/ethics"}
