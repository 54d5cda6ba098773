"""A licence that ends: the desk is warned, publishing is refused, and no page shows the picture from that midnight on."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Edition, FrontEdition, Picture
from articles.page_cache import UNTIL_HEADER, purged
from articles.pictures.renditions import folder_of
from articles.pictures.uploads import ingest
from articles.publishing import workflow
from articles.publishing.checks import Level, problems_of
from tests import world
from tests.pictures.drawing import drawn

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def picture():
    return ingest(drawn(), alt="A pier", credit="Mara Lindqvist")


def until(picture, days):
    Picture.objects.filter(pk=picture.pk).update(licence_until=TODAY() + timedelta(days=days))
    picture.refresh_from_db()
    return picture


def test_a_licence_ends_at_the_midnight_after_its_last_day(settings):
    settings.TIME_ZONE = "America/New_York"
    with timezone.override("America/New_York"):
        picture = Picture(width=9, height=6, licence_until=date(2026, 3, 7))
        assert picture.shown_until == datetime(2026, 3, 8, tzinfo=ZoneInfo("America/New_York"))
        assert picture.is_shown(picture.shown_until - timedelta(seconds=1))
        assert not picture.is_shown(picture.shown_until)


@pytest.mark.parametrize("days", [-2, -1, 0, 1])
def test_the_query_and_the_rule_agree(picture, days):
    until(picture, days)
    for moment in (timezone.now(), picture.shown_until, picture.shown_until - timedelta(microseconds=1)):
        assert Picture.objects.shown(moment).exists() == picture.is_shown(moment)


def pages_of(edition):
    return ["/", edition.path, f"/{edition.section.slug}/", "/feeds/all.rss", "/archive/"]


def test_no_public_page_shows_it_after_its_licence_and_each_ends_with_it(client, picture):
    inside = ingest(drawn((800, 500)), alt="A crane")
    body = f'<p>The ferry left at noon.</p><figure data-picture="{inside.pk}"></figure>'
    edition = world.make_live(lead_picture=picture, body=body)
    Picture.objects.update(licence_until=TODAY())
    for path in pages_of(edition):
        response = client.get(path)
        assert folder_of(picture) in response.content.decode(), path
        assert response[UNTIL_HEADER], path
    Picture.objects.update(licence_until=TODAY() - timedelta(days=1))
    for path in pages_of(edition):
        text = client.get(path).content.decode()
        assert folder_of(picture) not in text, path
        assert folder_of(inside) not in text, path
        assert edition.headline in text, path


def test_a_picture_chosen_for_the_front_page_goes_as_well(client, picture):
    edition = world.make_live()
    place = {
        "section": None,
        "article": edition.article_id,
        "headline": "",
        "picture": picture.pk,
        "pinned_until": None,
    }
    FrontEdition.objects.create(number=1, content=[place], live_from=timezone.now() - timedelta(minutes=1))
    assert folder_of(picture) in client.get("/").content.decode()
    until(picture, -1)
    assert folder_of(picture) not in client.get("/").content.decode()


def test_an_edition_keeps_the_key_of_a_picture_that_is_left_out(picture):
    edition = world.make_live(lead_picture=picture)
    until(picture, -1)
    fetched = Edition.objects.select_related("lead_picture").get(pk=edition.pk)
    assert (fetched.lead_picture, fetched.lead_picture_id) == (None, picture.pk)
    fetched.save()
    assert Edition.objects.values_list("lead_picture", flat=True).get() == picture.pk


def test_a_longer_licence_brings_it_back_on_every_page(editor, picture, django_capture_on_commit_callbacks):
    edition = world.make_live(lead_picture=picture)
    until(picture, -1)
    heard = set()

    def hear(tags, **kwargs):
        heard.update(tags)

    purged.connect(hear)
    fields = {"title": "Pier", "alt": "A pier", "focal_x": "0.5", "focal_y": "0.5", "licence_until": "2099-01-01"}
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(reverse("admin:articles_picture_change", args=[picture.pk]), fields)
    purged.disconnect(hear)
    assert {f"picture:{picture.pk}", f"article:{edition.article_id}", "front", "feeds"} <= heard


def test_publishing_with_an_ended_licence_is_refused_in_words(picture):
    article = world.make_article(lead_picture=until(picture, -1))
    with pytest.raises(workflow.WorkflowRefused, match="may not be shown any more: licence ended on"):
        workflow.publish(article, by=None)
    assert not Edition.objects.exists()


@pytest.mark.parametrize(("days", "warned"), [(0, True), (14, True), (15, False)])
def test_a_licence_that_ends_soon_asks_for_a_tick(picture, days, warned):
    article = world.make_article(lead_picture=until(picture, days))
    found = [(problem.id, problem.level) for problem in problems_of(article)]
    assert (("picture.licence_ends", Level.WARNING) in found) == warned


def test_the_list_and_the_start_page_tell_of_it(editor, picture):
    assert "Pictures whose licence ends" not in editor.get(reverse("admin:index")).content.decode()
    world.make_live(lead_picture=until(picture, 3))
    unused = until(ingest(drawn((300, 200)), title="Unused crane"), 3)
    start = editor.get(reverse("admin:index")).content.decode()
    assert "Pictures whose licence ends" in start
    changelist = reverse("admin:articles_picture_changelist")
    page = editor.get(changelist).content.decode()
    assert page.count("licence ends on") >= 2
    due = editor.get(changelist, {"licence_ends": "due"}).content.decode()
    assert picture.title in due
    assert unused.title not in due
