"""The verbs of the breaking banner."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.fronts import banners
from articles.fronts.models import Banner
from articles.models import AuditEntry
from tests.fronts.people import front_editor
from tests.world import make_live, make_user

pytestmark = pytest.mark.django_db


def ahead(hours):
    return timezone.now() + timedelta(hours=hours)


def test_it_is_shown_at_once_until_its_end_and_logged():
    fia, story = front_editor(), make_live()
    banner = banners.show(by=fia, text=" Port closed ", live_until=ahead(2), article=story.article)
    assert Banner.objects.live().get() == banner
    assert (banner.text, banner.made_by) == ("Port closed", fia)
    assert not Banner.objects.live(banner.live_until).exists()
    entry = AuditEntry.objects.latest("pk")
    assert (entry.verb, entry.after["text"], entry.after["article"]) == ("show_banner", "Port closed", story.article_id)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": "  "}, "Write what"),
        ({"live_until": ahead(-1)}, "has passed"),
        ({"live_from": ahead(3)}, "ends before it begins"),
    ],
)
def test_one_that_makes_no_sense_is_refused(fields, words):
    with pytest.raises(banners.BannerRefused, match=words):
        banners.show(**{"by": None, "text": "Port closed", "live_until": ahead(2), **fields})
    assert not Banner.objects.exists()


def test_it_is_changed_and_ended():
    fia = front_editor()
    banner = banners.show(by=fia, text="Port closed", live_until=ahead(2))
    banners.change(
        banner, by=fia, text="Port open", live_from=banner.live_from, live_until=banner.live_until, article=None
    )
    assert Banner.objects.live().get().text == "Port open"
    banners.end(banner, by=fia)
    assert not Banner.objects.live().exists()
    assert Banner.objects.exists()
    with pytest.raises(banners.BannerRefused, match="over already"):
        banners.end(banner, by=fia)
    assert [entry.verb for entry in AuditEntry.objects.order_by("pk")] == ["show_banner", "change_banner", "end_banner"]


def test_one_that_has_not_begun_is_dropped():
    banner = banners.show(by=None, text="Port closed", live_from=ahead(1), live_until=ahead(2))
    banners.end(banner, by=None)
    assert not Banner.objects.exists()


def test_each_verb_is_refused_without_its_right():
    moderator = make_user("mo", "Moderator")
    banner = banners.show(by=None, text="Port closed", live_until=ahead(2))
    same = {"text": "x", "live_from": banner.live_from, "live_until": banner.live_until, "article": None}
    for verb in (
        lambda: banners.show(by=moderator, text="x", live_until=ahead(1)),
        lambda: banners.change(banner, by=moderator, **same),
        lambda: banners.end(banner, by=moderator),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    assert Banner.objects.live().get().text == "Port closed"
