"""What holds for every public page, whatever it shows."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from articles.models import Correction, Statement
from articles.publishing import workflow
from tests import world
from tests.reading.pages import seen

pytestmark = pytest.mark.django_db

PAGES = (
    "front section section_page_2 article article_ar history withdrawn sources source author topic corrections archive search "
    "missing"
).split()
STATUS = {"withdrawn": 410, "missing": 404}


@pytest.fixture
def paths():
    author, topic, source = world.make_author(), world.make_topic(), world.make_source(name="Anneke Vos")
    section = world.make_section()
    article = world.make_article(section=section, authors=[author], topics=[topic], publisher=world.make_source())
    Statement.objects.create(article=article, source=source, words="The ferry left at noon", state="accepted")
    workflow.publish(article, by=None)
    edition = workflow.publish(article, by=None)
    Correction.objects.create(article=article, text="It was the other pier.")
    arabic = world.make_live(headline="العبّارات تعود", language="ar", direction="rtl", authors=[author], kind="opinion")
    withdrawn = world.make_live()
    workflow.withdraw(withdrawn.article, by=None, reason="Wrong.")
    return {
        "front": "/",
        "section": section.get_absolute_url(),
        "section_page_2": section.get_absolute_url() + "?before=1-1",
        "article": edition.path,
        "article_ar": arabic.path,
        "history": f"/history/{article.public_id}/",
        "withdrawn": withdrawn.path,
        "sources": "/sources/",
        "source": source.get_absolute_url(),
        "author": author.get_absolute_url(),
        "topic": topic.get_absolute_url(),
        "corrections": "/corrections/",
        "archive": "/archive/",
        "search": "/search/?q=ferry",
        "missing": "/no/such/",
    }


@pytest.fixture(params=PAGES)
def shown(request, client, paths):
    """Each page in turn: its name and the answer of a reader's first visit."""
    return request.param, client.get(paths[request.param])


def test_each_has_its_status_one_headline_and_a_title_with_the_paper_s_name(shown):
    name, response = shown
    found = seen(response)
    assert response.status_code == STATUS.get(name, 200)
    assert [text for text in found.texts["h1"] if text.strip()] == found.texts["h1"]
    assert len(found.texts["h1"]) == 1
    assert len(found.texts["title"]) == 1
    assert found.texts["title"][0].endswith(f" – {settings.SITE_NAME}")
    assert len(found.all("main", id="main")) == 1
    assert len(found.all("a", class_="skip-link", href="#main")) == 1
    assert not found.misnested


def test_none_sets_a_cookie_or_varies_by_one(shown):
    _name, response = shown
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_none_holds_an_inline_script_or_style_or_asks_another_host(shown):
    _name, response = shown
    for tag, attributes in seen(response).elements:
        assert tag not in {"style", "iframe"}
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
        if tag == "script":
            assert "src" in attributes or attributes["type"] == "application/ld+json"
        if tag in {"script", "img", "source"} or (tag == "link" and attributes.get("rel") in {"stylesheet", "icon"}):
            address = attributes.get("src") or attributes.get("href") or attributes.get("srcset") or "/"
            assert address.startswith("/")
            assert not address.startswith("//")


def test_each_answers_with_the_strict_headers(shown):
    _name, response = shown
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for name in ("X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy"):
        assert response.has_header(name)


def test_errors_are_not_kept_and_pages_are_the_same_for_everyone(shown):
    name, response = shown
    if name == "withdrawn":
        assert response["Cache-Control"] == "no-store"
    elif name not in {"search", "missing"}:
        assert response["Cache-Control"].startswith("public")
        assert response["Surrogate-Key"]


def test_an_editor_who_is_signed_in_gets_the_same_bytes(client, paths, admin_client):
    for name in set(PAGES) - set(STATUS):
        assert client.get(paths[name]).content == admin_client.get(paths[name]).content, name


def test_each_has_its_language_direction_and_weighs_at_most_14_kilobytes(shown):
    name, response = shown
    expected = {"lang": "ar", "dir": "rtl"} if name == "article_ar" else {"lang": "en", "dir": "ltr"}
    assert seen(response).all("html") == [expected]
    assert len(gzip.compress(response.content, 9)) <= 14_000


def test_no_element_id_stands_twice(shown):
    _name, response = shown
    ids = [attributes["id"] for _tag, attributes in seen(response).elements if attributes.get("id")]
    assert len(ids) == len(set(ids))


def test_the_style_sheet_is_at_most_10_kilobytes_and_has_no_physical_sides():
    css = (Path(settings.BASE_DIR) / "static" / "css" / "site.css").read_text(encoding="utf-8")
    assert len(gzip.compress(css.encode(), 9)) <= 10_000
    assert not re.search(
        r"(margin|padding|border)-(left|right|top|bottom)|[{;\s](left|right|top|bottom|width|height):", css
    )
    assert not re.search(r"text-align: ?(left|right)|url\(|@import", css)
    assert not re.search(r"font(-size)?:[^;]*\dpx", css)
