"""Every time an editor types: one that comes twice is asked back with both offsets, one that never comes is named."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from articles.fronts.composing import Place
from articles.fronts.drafting import write
from articles.models import Article, Banner, FrontEdition, Slot
from articles.publishing.admin.moment_field import MomentField, choices_of
from tests.desk.forms import fields_of
from tests.publishing.test_times import SET_BACK, SET_FORWARD
from tests.world import make_article, make_live

TWICE, NEVER = "2099-10-25T02:30", "2099-03-29T02:30"  # in Berlin
FIRST, SECOND = datetime(2099, 10, 25, 0, 30, tzinfo=UTC), datetime(2099, 10, 25, 1, 30, tzinfo=UTC)
CHOICES = ("02:30 CEST (UTC+02:00)", "02:30 CET (UTC+01:00)")


@pytest.fixture(autouse=True)
def in_berlin(settings):
    settings.TIME_ZONE = "Europe/Berlin"


def form_of(article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


FRONT, BANNER = reverse("admin:articles_slot_changelist"), reverse("admin:articles_banner_add")


def test_embargo_that_comes_twice_is_asked_back_chosen_and_kept(editor):
    url = form_of(make_article())
    asked = editor.post(url, fields_of(editor.get(url)) | {"embargo_until": TWICE, "_continue": "1"})
    content = asked.content.decode()
    assert all(words in content for words in CHOICES)
    assert 'name="embargo_until_offset"' in content
    assert Article.objects.get().embargo_until is None
    for offset, moment in (("+02:00", FIRST), ("+01:00", SECOND)):
        chosen = fields_of(editor.get(url)) | {"embargo_until": TWICE, "embargo_until_offset": offset}
        editor.post(url, chosen | {"_continue": "1"})
        assert Article.objects.get().embargo_until == moment


@pytest.mark.parametrize("moment", [FIRST, SECOND])
def test_stored_moment_of_that_hour_is_neither_moved_nor_asked_for_by_another_save(editor, moment):
    article = make_article(embargo_until=moment)
    response = editor.get(form_of(article))
    assert f'value="{TWICE}"' in response.content.decode()
    answer = editor.post(form_of(article), fields_of(response) | {"headline": "Another headline", "_continue": "1"})
    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.embargo_until) == ("Another headline", moment)


def test_banner_is_asked_back_too(editor):
    data = fields_of(editor.get(BANNER), "banner_form") | {"text": "Storm tide", "live_until": TWICE}
    assert all(words in editor.post(BANNER, data).content.decode() for words in CHOICES)
    editor.post(BANNER, data | {"live_until_offset": "+01:00"})
    assert Banner.objects.get().live_until == SECOND


def test_launch_and_pin_of_the_front_page_are_asked_back_too(editor):
    write([Place(article=make_live().article_id)])
    data = fields_of(editor.get(FRONT), "front_form") | {"slot-0-pinned_until": TWICE}
    assert all(words in editor.post(FRONT, data | {"save": "1"}).content.decode() for words in CHOICES)
    data |= {"slot-0-pinned_until_offset": "+02:00", "at": TWICE, "launch": "later"}
    assert 'name="at_offset"' in editor.post(FRONT, data).content.decode()
    assert not FrontEdition.objects.exists()
    editor.post(FRONT, data | {"at_offset": "+01:00"})
    assert Slot.objects.get().pinned_until == FIRST
    assert FrontEdition.objects.get().live_from == SECOND


def test_time_that_never_comes_is_named_wherever_it_is_typed(editor):
    url = form_of(make_article())
    for address, form, data in (
        (url, "article_form", {"embargo_until": NEVER}),
        (url, "article_form", {"due": NEVER}),
        (BANNER, "banner_form", {"text": "Storm", "live_until": NEVER}),
        (FRONT, "front_form", {"at": NEVER, "launch": "later"}),
    ):
        content = editor.post(address, fields_of(editor.get(address), form) | data).content.decode()
        assert "29 March 2099, 02:30 does not exist in Europe/Berlin" in content
        assert "29 March, 03:00 CEST" in content


@pytest.mark.parametrize(("zone", "typed", "first", "second"), SET_BACK)
def test_both_offsets_are_offered_in_every_zone_and_either_is_taken(settings, zone, typed, first, second):
    settings.TIME_ZONE = zone
    field = MomentField()
    with pytest.raises(ValidationError, match="comes twice"):
        field.clean(typed)
    assert [choice["value"] for choice in choices_of(typed)] == [first, second]
    for offset in (first, second):
        moment = field.clean(field.widget.value_from_datadict({"at": typed, "at_offset": offset}, {}, "at"))
        assert moment == datetime.fromisoformat(f"{typed}{offset}")
        shown = choices_of(field.prepare_value(moment))
        assert [choice["value"] for choice in shown if choice["is_chosen"]] == [offset]


@pytest.mark.parametrize(("zone", "typed", "_before", "_after"), SET_FORWARD)
def test_missing_hour_is_named_in_every_zone(settings, zone, typed, _before, _after):
    settings.TIME_ZONE = zone
    with pytest.raises(ValidationError, match=f"does not exist in {zone}"):
        MomentField().clean(typed)
    assert choices_of(typed) == []


@pytest.mark.parametrize(
    ("typed", "offset", "sent"),
    [
        (TWICE, "+01:00", f"{TWICE}:00+01:00"),
        ("2099-07-01T18:00", "+01:00", "2099-07-01T18:00"),  # chosen for a time that was changed since
        (TWICE, "<script>", TWICE),
        ("soon", "+01:00", "soon"),
        ("0001-01-01T00:00", "+01:00", "0001-01-01T00:00"),
        ("", "+01:00", ""),
    ],
)
def test_offset_is_heeded_only_for_a_time_that_comes_twice(typed, offset, sent):
    widget = MomentField().widget
    assert widget.value_from_datadict({"at": typed, "at_offset": offset}, {}, "at") == sent


@pytest.mark.parametrize(
    "typed", ["2099-07-01T18:00", "2099-07-01 18:00", "2099-07-01T16:00Z", "2099-07-01T18:00+02:00"]
)
def test_local_times_and_moments_with_an_offset_are_read(typed):
    assert MomentField().clean(typed) == datetime(2099, 7, 1, 16, tzinfo=UTC)
