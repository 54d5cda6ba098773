"""In the hour that comes twice readers are told which one is meant, in words and in every `datetime`."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone

from articles.desk import previews
from articles.models import Comment, Correction, Edition
from articles.publishing import revisions, workflow
from tests import world

# On 25 October 2026 clocks in Berlin went from 03:00 back to 02:00: both of these are half past two.
SUMMER, WINTER = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
SAID = {
    SUMMER: ("25 October 2026, 02:30 CEST", "2026-10-25T02:30:00+02:00"),
    WINTER: ("25 October 2026, 02:30 CET", "2026-10-25T02:30:00+01:00"),
}
TEMPLATES = Path(settings.BASE_DIR) / "templates"
DATETIME = re.compile(r'<time datetime="([^"]*)"')


@pytest.fixture(autouse=True)
def in_berlin():
    with timezone.override(ZoneInfo("Europe/Berlin")):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize("at", [SUMMER, WINTER], ids=["summer", "winter"])
def test_every_page_with_a_time_says_which_of_two_it_means(client, at):
    article = world.make_article(comment_policy="open")
    edition = workflow.publish(article, by=None)
    Edition.objects.update(first_published=at, live_from=at, updated=at)
    Correction.objects.create(article=article, kind="correction", text="It was the other pier.", made=at)
    Comment.objects.filter(pk=world.make_comment(edition, posted=at).pk).update(posted=at)
    gone = world.make_live()
    workflow.withdraw(gone.article, by=None)
    before = SUMMER - timedelta(hours=1)
    Edition.objects.filter(pk=gone.pk).update(first_published=before, live_from=before, updated=before, live_until=at)
    words, moment = SAID[at]
    paths = [
        edition.path,
        f"/history/{article.public_id}/",
        "/corrections/",
        f"/comments/{article.public_id}/",
        gone.path,
    ]
    for path in paths:
        page = client.get(path).content.decode()
        assert words in page, path
        assert moment in DATETIME.findall(page), path


@pytest.mark.django_db
def test_the_page_of_a_preview_link_says_it_too(client):
    article = world.make_article()
    revision = revisions.record(article, user=None)
    type(revision).objects.filter(pk=revision.pk).update(created=WINTER)
    maker = world.make_user("ines", "Editor")
    until = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    _link, token = previews.make(article, by=maker, label="Lawyer", expires=until, may_approve=True)
    for path in (f"/preview/{token}/", f"/preview/{token}/approve/"):
        assert SAID[WINTER][0] in client.get(path).content.decode(), path
    assert "31 October 2027, 02:30 CEST" in client.get(f"/preview/{token}/").content.decode()


def test_no_public_template_writes_the_hour_by_itself():
    """`in_words` names the zone; a format of Django's leaves it out in just the hour where it matters."""
    pages = [path for path in TEMPLATES.rglob("*.html") if "admin" not in path.relative_to(TEMPLATES).parts]
    assert len(pages) > 40
    assert [
        path.name for path in pages if re.search(r"""(date|time):["'][^"']*[HGgh]""", path.read_text("utf-8"))
    ] == []


def test_every_datetime_of_a_template_is_a_day_or_has_its_offset():
    for path in TEMPLATES.rglob("*.html"):
        for value in re.findall(r'<time datetime="({{.*?}})"', path.read_text("utf-8")):
            assert re.search(r"""\|(date:["']Y-m-d["']|machine_time)""", value), (path.name, value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "day"), [("ru", "25 октября 2026"), ("fr", "25 octobre 2026"), ("en", "25 October 2026")]
)
def test_a_day_is_written_as_its_language_declines_the_month(client, language, day):
    edition = world.make_live(language=language)
    Edition.objects.update(first_published=WINTER, live_from=WINTER, updated=WINTER)
    content = client.get(edition.path).content.decode()
    assert day in content
    assert "Октябрь" not in content.split("</article>")[0]


def test_no_template_writes_a_day_beside_a_month_that_stands_alone():
    """Russian and others decline it: “j E”, never “j F”."""
    faults = [
        path.name for path in TEMPLATES.rglob("*") if path.is_file() and re.search(r'"[^"]*\bj F', path.read_text())
    ]
    assert faults == []
