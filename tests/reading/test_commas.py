"""Where parts of a line are joined, the comma between them is that of the reader's language."""

import re
from datetime import date

import pytest
from django.utils import translation

from articles.models import Role
from articles.text.joining import joined
from tests import world

pytestmark = pytest.mark.django_db

LATIN = re.compile(r"[^<>{}\"]{0,30}, [^<>]{0,30}")


@pytest.fixture
def story():
    """Words in Arabic throughout, so that a Latin comma on a page can only be one of ours."""
    source = world.make_source(name="سارة منصور", slug="sara")
    role = Role.objects.create(source=source, title="مديرة", organisation="ميناء الغرب")
    article = world.make_article(
        headline="العبّارات تعود",
        standfirst="عادت ليلًا.",
        body="<p>“عاد القارب ظهرًا” كما قالت.</p>",
        language="ar",
        direction="rtl",
        publisher=world.make_source(name="صحيفة الساحل", slug="sahel"),
        original_date=date(2026, 1, 2),
    )
    world.make_statement(
        article,
        source=source,
        role=role,
        words="عاد القارب ظهرًا",
        quotes=["عاد القارب ظهرًا"],
        kind="direct",
        place="الميناء",
        addressee="الصحفيين",
        said_on=date(2026, 1, 1),
    )
    return world.publish_past_the_checks(article)


def latin_commas(page: str) -> list[str]:
    main = re.sub(r"<head>.*?</head>|<script.*?</script>", "", page, flags=re.DOTALL)
    return list(LATIN.findall(re.sub(r"<[^>]*>", "", main)))


@pytest.mark.parametrize("path", ["/sources/sara/", "/search/?in=quotes&speaker=سارة منصور", "story"])
def test_an_arabic_page_joins_with_the_arabic_comma(client, settings, story, path):
    settings.LANGUAGE_CODE = "ar"
    page = client.get(story.path if path == "story" else path).content.decode()
    assert "سارة منصور" in page
    assert "، " in page
    assert latin_commas(page) == []


def test_the_circumstances_of_words_stand_in_a_line_with_it(client, settings, story):
    settings.LANGUAGE_CODE = "ar"
    page = client.get("/sources/sara/").content.decode()
    assert "مديرة، ميناء الغرب" in page
    assert re.search("الصحفيين، [^<،]*الميناء، ", page)


@pytest.mark.parametrize(("language", "line"), [("ar", "A، B"), ("en", "A, B"), ("fr", "A, B"), ("ru", "A, B")])
def test_a_line_leaves_out_what_says_nothing(language, line):
    with translation.override(language):
        assert joined(["A", "", "B"]) == line
