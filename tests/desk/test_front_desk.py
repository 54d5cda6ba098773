"""The front page at the desk: places added, moved, removed, launched, without any script; two people at once told."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.fronts import banners, drafting, launching
from articles.fronts.composing import Place
from articles.models import Banner, FrontEdition, Picture, Slot
from articles.publishing import ending, workflow
from tests.desk.forms import buttons_of, fields_of, messages_of
from tests.fronts.people import front_editor
from tests.reading.pages import headlines
from tests.world import make_article, make_live, make_scheduled, make_section, make_user

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:articles_slot_changelist")
FORM = "front_form"


def signed_in(user) -> Client:
    client = Client()
    client.user = user
    client.force_login(user)
    return client


@pytest.fixture
def fia():
    return signed_in(front_editor())


@pytest.fixture
def section():
    return make_section(name="Harbour", position=1)


def draft(*places):
    drafting.save(list(places), by=None, seen=drafting.version_of(drafting.draft()))


def stored():
    return drafting.places_of(drafting.draft())


def press(client, button, value="1", **fields):
    """The form as served, with some fields filled in, sent by one of its buttons."""
    data = fields_of(client.get(PAGE), FORM)
    return client.post(PAGE, {**data, button: value, **fields}, follow=True)


def test_a_place_is_added_to_a_zone_filled_and_saved(fia, section):
    edition = make_live()
    press(fia, "add", "top")
    press(fia, "add", str(section.pk))
    assert stored() == [Place(), Place(section.pk)]
    until = (timezone.localtime() + timedelta(days=1)).replace(second=0, microsecond=0)
    response = press(
        fia,
        "save",
        **{
            "slot-1-article": str(edition.article_id),
            "slot-1-headline": " Words   here ",
            "slot-1-pinned_until": until.strftime("%Y-%m-%dT%H:%M"),
        },
    )
    assert messages_of(response) == ["Saved. Readers see it when it is launched."]
    assert stored() == [Place(), Place(section.pk, edition.article_id, "Words here", None, until)]


def test_places_move_by_buttons_within_a_zone_and_over_its_edge(fia, section):
    one, two = make_live(section=section).article_id, make_live(section=section).article_id
    draft(Place(article=one), Place(article=two))
    press(fia, "down", "0")
    assert stored() == [Place(article=two), Place(article=one)]
    press(fia, "down", "1")
    assert stored() == [Place(article=two), Place(section.pk, one)]
    press(fia, "up", "1")
    assert stored() == [Place(article=two), Place(article=one)]
    press(fia, "up", "0")
    assert stored() == [Place(article=two), Place(article=one)]


def test_what_was_typed_is_saved_with_a_move_and_removing_takes_only_its_own_place(fia):
    one, two = make_live().article_id, make_live().article_id
    draft(Place(article=one), Place(article=two))
    press(fia, "up", "1", **{"slot-1-headline": "Typed"})
    assert stored() == [Place(article=two, headline="Typed"), Place(article=one)]
    press(fia, "remove", "0")
    assert stored() == [Place(article=one)]


def test_an_order_that_a_script_changed_is_what_is_saved(fia, section):
    one, two = make_live().article_id, make_live().article_id
    draft(Place(article=one), Place(article=two))
    press(fia, "save", order=["1", "0"], **{"slot-0-section": str(section.pk)})
    assert stored() == [Place(article=two), Place(section.pk, one)]


def test_only_what_readers_see_or_will_see_can_be_put_there(fia):
    unpublished, planned = make_article(), make_scheduled()
    draft(Place())
    response = press(fia, "save", **{"slot-0-article": str(unpublished.pk)})
    assert "readers do not see it yet" in response.content.decode()
    assert messages_of(response) == ["Nothing was saved. Mend what is marked below."]
    assert stored() == [Place()]
    press(fia, "save", **{"slot-0-article": str(planned.article_id)})
    assert stored() == [Place(article=planned.article_id)]
    query = {"app_label": "articles", "model_name": "slot", "field_name": "article", "term": "Harbour"}
    found = fia.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [row["id"] for row in found] == [str(planned.article_id)]


def test_words_without_a_story_are_asked_back_and_kept(fia):
    draft(Place())
    response = press(fia, "save", **{"slot-0-headline": "Lonely words"})
    content = response.content.decode()
    assert "This belongs to a story" in content
    assert 'value="Lonely words"' in content
    assert stored() == [Place()]


def test_a_local_time_that_comes_twice_is_asked_back(fia, settings):
    settings.TIME_ZONE = "Europe/London"
    draft(Place(article=make_live().article_id))
    response = press(fia, "save", **{"slot-0-pinned_until": "2027-10-31T01:30"})
    assert "comes twice" in response.content.decode()
    assert stored()[0].pinned_until is None


def test_two_people_at_once_the_second_is_shown_what_changed_and_nothing_is_written(fia):
    edition, other = make_live(headline="Mine on top"), make_live(headline="Theirs on top")
    draft(Place())
    opened = fields_of(fia.get(PAGE), FORM)
    drafting.save([Place(article=other.article_id)], by=make_root("ben"), seen=opened["version"])
    response = fia.post(PAGE, {**opened, "slot-0-article": str(edition.article_id), "save": "1"})
    content = response.content.decode()
    assert response.status_code == 409
    assert "Changed by ben" in content
    assert "Top, place 1: now “Theirs on top”; in your form “Mine on top”." in content
    assert stored() == [Place(article=other.article_id)]
    again = fields_of(response, FORM)
    assert again["slot-0-article"] == str(edition.article_id)
    fia.post(PAGE, {**again, "save": "1"})
    assert stored() == [Place(article=edition.article_id)]


def make_root(name):
    return make_user(name, is_staff=True, is_superuser=True)


def test_what_the_button_did_is_in_the_form_that_comes_back_and_is_saved_by_the_next_press(fia, section):
    """Two people add a place each: the second is told, and finds the place there."""
    opened = fields_of(fia.get(PAGE), FORM)
    press(fia, "add", "top")
    stale = fia.post(PAGE, {**opened, "add": str(section.pk)})
    assert stale.status_code == 409
    assert "Harbour, place 1: now no such place; in your form the newest." in stale.content.decode()
    fia.post(PAGE, {**fields_of(stale, FORM), "save": "1"})
    assert stored() == [Place(section.pk)]


def test_launching_saves_first_and_readers_see_it(fia, client):
    old, new = make_live(ago=timedelta(days=9)), make_live()
    draft(Place(), Place())
    response = press(fia, "launch", "now", note="evening", **{"slot-0-article": str(old.article_id)})
    assert messages_of(response) == ["Front page 1 is live."]
    front = FrontEdition.objects.live().get()
    assert (front.launched_by, front.note) == (fia.user, "evening")
    assert headlines(client.get("/")) == [old.path, new.path]
    content = response.content.decode()
    assert "readers see it" in content
    assert "evening" in content
    assert str(fia.user) in content


def test_launching_later_names_the_zone_and_asks_for_a_moment_to_come(fia):
    assert "Choose a day and a time." in press(fia, "launch", "later").content.decode()
    assert "has passed" in press(fia, "launch", "later", at="2020-01-01T10:00").content.decode()
    assert not FrontEdition.objects.exists()
    later = (timezone.localtime() + timedelta(days=2)).replace(second=0, microsecond=0)
    response = press(fia, "launch", "later", at=later.strftime("%Y-%m-%dT%H:%M"))
    assert "UTC" in messages_of(response)[0]
    assert FrontEdition.objects.get().live_from == later
    response = press(fia, "cancel")
    assert messages_of(response) == ["Nothing is planned any more."]
    assert not FrontEdition.objects.exists()


def test_page_tells_what_stands_where_a_zone_fills_itself(fia, section):
    pinned, newest = make_live(headline="Pinned on top", ago=timedelta(days=2)), make_live(headline="Newest of all")
    of_section = make_live(headline="Of the harbour", section=section, ago=timedelta(days=1))
    draft(Place(article=pinned.article_id), Place())
    zones = {zone["name"]: zone["itself"] for zone in fia.get(PAGE).context["zones"]}
    assert zones["Top"] == [newest.headline]
    assert zones["Harbour"] == [of_section.headline]
    content = fia.get(PAGE).content.decode()
    assert "Where it fills itself, readers would now see:" in content
    assert "It fills itself. Readers would now see:" in content


def test_launch_says_which_story_readers_do_not_see_then(fia):
    stays, ends, comes = make_live(), make_live(headline="Gone by then"), make_scheduled(headline="Not yet")
    draft(*(Place(article=edition.article_id) for edition in (stays, ends, comes)))
    ending.end_at(ends.article, at=timezone.now() + timedelta(days=1), by=None)
    said = messages_of(press(fia, "launch", "now"))
    assert said[1:] == ["Readers do not see “Not yet” at that moment; its place fills itself."]
    at = timezone.localtime(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    said = messages_of(press(fia, "launch", "later", at=at))
    assert said[1:] == ["Readers do not see “Gone by then” at that moment; its place fills itself."]
    workflow.withdraw(stays.article, by=None)
    content = fia.get(PAGE).content.decode()
    assert "readers do not see it: the place fills itself" in content
    said = messages_of(press(fia, "launch", "now"))
    assert [stays.headline in words for words in said[-2:]] == [True, False]


def test_pin_that_ended_is_said_and_blocks_no_later_save(fia):
    story, ended = make_live(headline="Yesterday's lead"), timezone.now() - timedelta(hours=1)
    draft(Place(article=story.article_id, pinned_until=ended))
    response = fia.get(PAGE)
    assert "the pin ended on" in response.content.decode()
    assert response.context["zones"][0]["itself"] == [story.headline]
    press(fia, "add", "top")
    assert [place.article for place in stored()] == [story.article_id, None]


def test_draft_that_somebody_changes_between_saving_and_launching_is_not_launched_unseen(fia, monkeypatch):
    mine, theirs = make_live(headline="Mine on top"), make_live(headline="Theirs on top")
    draft(Place())
    save = drafting.save

    def overtaken(places, **given):
        saved = save(places, **given)
        drafting.write([Place(article=theirs.article_id)])
        return saved

    monkeypatch.setattr(drafting, "save", overtaken)
    response = press(fia, "launch", "now", **{"slot-0-article": mine.article_id})
    assert response.status_code == 409
    assert "Theirs on top" in response.content.decode()
    assert not FrontEdition.objects.exists()


def test_launch_says_that_it_took_the_place_of_a_planned_front(fia):
    at = timezone.localtime(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    press(fia, "launch", "later", at=at)
    said = messages_of(press(fia, "launch", "now"))
    assert said[0] == "Front page 1 is live."
    assert said[1].startswith("The front page planned for ")
    assert FrontEdition.objects.count() == 1


def test_an_old_front_is_used_again(fia):
    article = make_live().article_id
    draft(Place(article=article))
    launching.launch(by=None)
    draft(Place())
    response = press(fia, "restore", "1")
    assert messages_of(response) == ["Front page 1 is the draft now. Readers see it when it is launched."]
    assert stored() == [Place(article=article)]
    data = fields_of(fia.get(PAGE), FORM)
    draft(Place(), Place())
    fia.post(PAGE, {**data, "restore": "1"})
    assert stored() == [Place(), Place()]
    assert fia.post(PAGE, {**data, "restore": "77"}).status_code == 404


def test_the_preview_is_the_draft_as_readers_would_see_it(fia, client):
    old, new = make_live(ago=timedelta(days=9)), make_live()
    planned = make_scheduled(ahead=timedelta(hours=3), headline="Tomorrow's story")
    draft(Place(article=planned.article_id), Place(article=old.article_id), Place())
    preview = reverse("admin:articles_slot_preview")
    now, later = fia.get(preview), fia.get(preview, {"at": planned.live_from.isoformat()})
    assert headlines(now) == [new.path, old.path]
    assert headlines(later) == [planned.path, old.path, new.path]
    for response in (now, later):
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        assert "not launched" in response.content.decode()
    assert "is no moment" in fia.get(preview, {"at": "soon"}).content.decode()
    assert headlines(client.get("/")) == [new.path, old.path]
    assert press(fia, "preview").redirect_chain[-1][0] == preview


@pytest.mark.parametrize("name", ["changelist", "preview"])
def test_nobody_sees_the_draft_without_the_right(client, moderator, name):
    address = reverse(f"admin:articles_slot_{name}")
    assert client.get(address).status_code == 302
    assert moderator.get(address).status_code == 403
    assert moderator.post(address).status_code == 403


def test_whoever_may_only_look_finds_no_button_and_is_refused(section):
    draft(Place())
    reader = signed_in(front_editor(without="change_slot add_frontedition"))
    page = reader.get(PAGE)
    assert page.status_code == 200
    assert buttons_of(page, FORM).keys() <= {"save"}
    assert "Launch later" not in page.content.decode()
    assert reader.post(PAGE, {"add": "top", "version": ""}).status_code == 403
    assert stored() == [Place()]


def test_whoever_may_compose_but_not_launch_is_refused_the_launch():
    composer = signed_in(front_editor(without="add_frontedition"))
    page = composer.get(PAGE)
    assert "launch" not in buttons_of(page, FORM)
    data = fields_of(page, FORM)
    assert composer.post(PAGE, {**data, "launch": "now"}).status_code == 403
    assert composer.post(PAGE, {**data, "cancel": "1"}).status_code == 403
    assert not FrontEdition.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {"order": ["x", "0", "0", "9" * 30]},
        {"order": ["0"], "slot-0-section": "999"},
        {"order": ["0"], "slot-0-section": "top", "slot-0-article": "9" * 40},
        {"order": ["0"], "slot-0-section": "top", "slot-0-picture": "x"},
        {"order": [str(number) for number in range(400)]},
        {"restore": "9" * 40},
    ],
)
def test_forged_fields_are_errors_in_words(fia, data):
    version = drafting.version_of([])
    response = fia.post(PAGE, {"save": "1", "version": version, **data})
    assert response.status_code in {200, 302, 404, 409}
    assert not Slot.objects.exists()


def test_a_slot_of_the_audit_log_leads_to_the_page(fia):
    draft(Place())
    for name in ("change", "history"):
        assert fia.get(reverse(f"admin:articles_slot_{name}", args=[0]))["Location"] == PAGE
    assert fia.get(reverse("admin:articles_slot_add")).status_code == 403
    front = launching.launch(by=None)
    assert fia.get(reverse("admin:articles_frontedition_change", args=[front.pk])).status_code == 200


def grow(rows):
    places = []
    for number in range(rows):
        digest = f"{number:064d}"
        picture = Picture.objects.create(title="Pier", master=f"masters/{digest}.jpg", digest=digest, width=9, height=6)
        places.append(Place(article=make_live().article_id, headline="Here", picture=picture.pk))
        places.append(Place(make_section(position=number).pk, make_scheduled().article_id))
        launching.launch(by=make_user(f"launcher{number}", is_staff=True, is_superuser=True))
        banners.show(by=None, text="Port closed", live_until=timezone.now() + timedelta(hours=1))
    Slot.objects.all().delete()
    draft(*places)


@pytest.mark.parametrize(
    "name", ["slot_changelist", "slot_preview", "frontedition_changelist", "banner_changelist", "banner_change"]
)
def test_each_page_costs_at_most_twelve_queries_at_any_size(fia, name, django_assert_max_num_queries):
    counts = []
    for rows in (2, 40):
        Slot.objects.all().delete()
        Picture.objects.all().delete()
        FrontEdition.objects.all().delete()
        User.objects.filter(username__startswith="launcher").delete()
        grow(rows)
        args = [Banner.objects.first().pk] if name == "banner_change" else []
        address = reverse(f"admin:articles_{name}", args=args)
        fia.get(address)
        with django_assert_max_num_queries(12) as counted:
            assert fia.get(address).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_a_banner_is_put_up_changed_and_ended_at_the_desk(fia, client):
    edition = make_live()
    add = reverse("admin:articles_banner_add")
    data = fields_of(fia.get(add), "banner_form")
    response = fia.post(add, data | {"text": "Port closed", "article": str(edition.article_id)}, follow=True)
    banner = Banner.objects.get()
    assert banner.made_by == fia.user
    assert "Port closed" in client.get("/sources/").content.decode()
    change = reverse("admin:articles_banner_change", args=[banner.pk])
    data = fields_of(fia.get(change), "banner_form") | {"_save": "1"}
    fia.post(change, data | {"text": "Port open again"})
    assert "Port open again" in client.get("/sources/").content.decode()
    response = fia.post(change, data | {"live_until": "2020-01-01T10:00"})
    assert "That end has passed" in response.content.decode()
    assert "End it now" in response.content.decode()
    response = fia.post(change, {"_end": "1"}, follow=True)
    assert messages_of(response) == ["The banner is gone from every page."]
    assert "Port open again" not in client.get("/sources/").content.decode()
    assert Banner.objects.exists()
    assert "It is over already." in messages_of(fia.post(change, {"_end": "1"}, follow=True))


def test_a_banner_is_refused_to_whoever_may_not(moderator):
    assert moderator.get(reverse("admin:articles_banner_add")).status_code == 403
    assert moderator.get(reverse("admin:articles_banner_changelist")).status_code == 403
    banner = banners.show(by=None, text="Port closed", live_until=timezone.now() + timedelta(hours=1))
    change = reverse("admin:articles_banner_change", args=[banner.pk])
    assert moderator.post(change, {"_end": "1"}).status_code == 403
    assert Banner.objects.live().exists()
