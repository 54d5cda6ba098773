"""A page that changes by itself, without a verb, says when: by the clock alone nothing on it is ever out of date."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.http import parse_http_date

from articles.comments.desk import conversations
from articles.fronts import banners, drafting, launching
from articles.fronts.composing import Place
from articles.models import Picture
from articles.publishing import ending, workflow
from tests import world
from tests.page_cache.test_every_verb import LEFT_OUT, Newsroom, all_addresses
from tests.page_cache.workers import fresh, public_addresses

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)


def licence_ends(desk):
    Picture.objects.filter(pk=desk.picture.pk).update(licence_until=timezone.localdate())
    return Picture.objects.get(pk=desk.picture.pk).shown_until


def portrait_ends(desk):
    Picture.objects.filter(pk=desk.chosen.pk).update(licence_until=timezone.localdate())
    desk.rewrite(desk.author, picture=desk.chosen)
    return Picture.objects.get(pk=desk.chosen.pk).shown_until


def picture_in_a_body_ends(desk):
    body = f'<p>It came.</p><figure data-picture="{desk.chosen.pk}" data-alt="A pier"></figure>'
    desk.rewrite(desk.neighbour, body=body)
    workflow.publish(desk.neighbour, by=None)
    return portrait_ends(desk)


def story_comes(desk):
    moment = timezone.now() + timedelta(hours=3)
    workflow.schedule(desk.draft, by=None, at=moment)
    return moment


def story_ends(desk):
    moment = timezone.now() + timedelta(hours=3)
    ending.end_at(desk.story, at=moment, reason="It was for today.", by=None)
    return moment


def translation_ends(desk):
    moment = timezone.now() + timedelta(hours=3)
    ending.end_at(desk.translation, at=moment, reason="It was for today.", by=None)
    return moment


def banner_comes(desk):
    moment = timezone.now() + timedelta(hours=3)
    banners.show(by=None, text="The bridge is closed", live_from=moment, live_until=moment + timedelta(hours=1))
    return moment


def front_comes(desk):
    moment = timezone.now() + timedelta(hours=3)
    places = [Place(article=desk.neighbour.pk, headline="Here first")]
    drafting.save(places, by=world.make_user("fia", "Editor"), seen=drafting.version_of(drafting.draft()))
    launching.launch(by=None, at=moment)
    return moment


def comments_close_for_the_night(desk):
    moment = (timezone.localtime() + timedelta(hours=3)).replace(second=0, microsecond=0)
    hours = {"opens_at": (moment + timedelta(hours=2)).time(), "closes_at": moment.time()}
    conversations.change(desk.story, by=None, **hours)
    return moment


CHANGES = [
    licence_ends, portrait_ends, picture_in_a_body_ends, story_comes, story_ends, translation_ends, banner_comes,
    front_comes, comments_close_for_the_night,
]  # fmt: skip


def embedding(desk):
    return [
        f"/oembed/?{urlencode({'url': settings.SITE_URL + desk.edition(story).path})}"
        for story in (desk.story, desk.neighbour)
    ]


@pytest.mark.parametrize("change", CHANGES)
@world.past_the_checks()
def test_what_changes_by_the_clock_says_so(change, monkeypatch):
    desk = Newsroom()
    moment = change(desk)
    addresses = sorted({*all_addresses(desk), *public_addresses(without=LEFT_OUT), *embedding(desk)})
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment - SECOND)
    before = {path: fresh(path) for path in addresses}
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment + SECOND)
    after = {path: fresh(path) for path in addresses}
    changed = [path for path in addresses if before[path].same() != after[path].same() and before[path].status == 200]
    assert changed
    silent = [path for path in changed if not says(before[path], moment)]
    assert not silent, f"{len(silent)} of {len(changed)}: {silent}"


def says(page, moment) -> bool:
    said = page.get("X-Page-Until")
    return bool(said) and parse_http_date(said) <= moment.timestamp()
