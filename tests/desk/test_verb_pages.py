"""The pages of the verbs: ticks for warnings, times that are asked back, an end, a return, a correction."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import AuditEntry, CheckTick, Correction, Edition, Section, Tick
from articles.publishing import ending, workflow
from articles.publishing.revisions import record
from tests.desk.forms import fields_of, messages_of
from tests.publishing.test_checks import picture as a_picture
from tests.world import make_article, make_live, make_section

MISSING = ("standfirst.missing", "There is no standfirst.")
TICK = " ".join(MISSING)


def url_of(article, page="change") -> str:
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


def press(client, article, verb, **changes):
    url = url_of(article)
    return client.post(url, {**fields_of(client.get(url)), "_verb": verb, **changes}, follow=True)


def local(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def tomorrow():
    return (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)


# --- warnings ---------------------------------------------------------------------------------------------------------


def test_warnings_come_as_boxes_to_tick_and_the_text_is_saved(editor):
    article = make_article(standfirst="")
    page = press(editor, article, "publish", headline="Saved all the same")
    assert page.redirect_chain == [(url_of(article, "publish"), 302)]
    content = page.content.decode()
    assert "Publish anyway" in content
    assert 'type="checkbox" name="ticked"' in content
    assert "There is no standfirst." in content
    article.refresh_from_db()
    assert article.headline == "Saved all the same"
    assert not Edition.objects.exists()


def test_unticked_warning_publishes_nothing_and_says_so(editor):
    article = make_article(standfirst="")
    response = editor.post(url_of(article, "publish"), {})
    assert messages_of(response) == ["Nothing changed for readers. Tick each warning to go on, or mend what it names."]
    assert not Edition.objects.exists()


def test_ticked_warning_publishes_and_keeps_the_name(editor):
    article = make_article(standfirst="")
    editor.post(url_of(article, "publish"), {"ticked": [TICK]})
    edition = Edition.objects.live().get()
    tick = CheckTick.objects.get(revision=edition.revision)
    assert (tick.check_id, tick.message, tick.user) == (*MISSING, editor.user)


def test_tick_for_a_warning_that_is_not_there_any_more_is_refused(editor):
    article = make_article()
    make_live()
    response = editor.post(url_of(make_article(headline_is_working=True), "publish"), {"ticked": [TICK]})
    assert "The article has changed since." in response.content.decode()
    assert not article.editions.exists()


def test_small_fix_stays_a_small_fix_over_the_page_of_warnings(editor):
    edition = make_live()
    page = press(editor, edition.article, "publish", standfirst="", _minor="on")
    editor.post(page.redirect_chain[-1][0], {"ticked": [TICK]})
    assert Edition.objects.live().get().updated == edition.updated


def test_schedule_page_shows_the_warnings_at_once(editor):
    article, at = make_article(standfirst=""), tomorrow()
    assert "There is no standfirst." in editor.get(url_of(article, "schedule")).content.decode()
    refused = editor.post(url_of(article, "schedule"), {"at": local(at), "note": "kept"})
    assert 'value="kept"' in refused.content.decode()
    editor.post(url_of(article, "schedule"), {"at": local(at), "ticked": [TICK]})
    assert Edition.objects.get().live_from == at


def test_page_with_nothing_to_warn_of_has_no_boxes(editor):
    assert 'name="ticked"' not in editor.get(url_of(make_article(), "schedule")).content.decode()


def test_errors_stand_on_the_page_with_the_way_to_what_they_are_about(editor):
    picture = a_picture(alt="")
    article = make_article(lead_picture=picture, standfirst="")
    for page in ("publish", "schedule", "correct"):
        content = editor.get(url_of(article, page)).content.decode()
        assert "It cannot be published until this is mended:" in content
        assert "has no alternative text." in content
        assert reverse("admin:articles_picture_change", args=[picture.pk]) in content
    refused = press(editor, article, "publish")
    assert any(
        reverse("admin:articles_picture_change", args=[picture.pk]) in message for message in messages_of(refused)
    )
    assert not Edition.objects.exists()


def test_list_of_checks_is_read_by_everyone_who_may_read_the_story_with_who_let_pass_what(editor, reporter):
    article = make_article(standfirst="", legal_hold=True)
    url = url_of(article, "checks")
    content = reporter.get(url).content.decode()
    assert content.index("The story is under a legal hold.") < content.index("There is no standfirst.")
    assert "<code>legal.hold</code>" in content
    assert "<code>standfirst.missing</code>" in content
    article.legal_hold = False
    article.save()
    editor.post(url_of(article, "publish"), {"ticked": [TICK]})
    assert "Let pass by editor." in reporter.get(url).content.decode()
    article.standfirst = "The port is closed."
    article.save()
    record(article, user=None)
    assert "The checks find nothing." in reporter.get(url).content.decode()
    assert url in reporter.get(url_of(article)).content.decode()


def test_button_pressed_twice_publishes_once(editor):
    article = make_article()
    press(editor, article, "publish")
    again = press(editor, article, "publish")
    assert messages_of(again) == ["Readers see this very text already, as edition 1. Nothing was published."]
    press(editor, article, "publish", headline="Another headline")
    assert Edition.objects.count() == 2


def test_publishing_now_what_is_scheduled_unchanged_is_no_second_press(editor):
    article = make_live().article
    workflow.schedule(article, by=None, at=tomorrow())
    press(editor, article, "publish")
    assert Edition.objects.live().get().number == 2
    assert not Edition.objects.filter(live_from__gt=timezone.now()).exists()


def test_publishing_before_a_scheduled_edition_says_that_it_is_dropped(editor):
    article = make_live().article
    workflow.schedule(article, by=None, at=tomorrow())
    said = messages_of(press(editor, article, "publish", headline="Sooner than planned"))
    assert [words[:26] for words in said] == ["Edition 2 is live.  <a hre", "The edition scheduled for "]
    workflow.schedule(article, by=None, at=tomorrow())
    assert "The edition that is scheduled for" in editor.get(url_of(article, "withdraw")).content.decode()


def test_changing_a_schedule_or_an_end_begins_with_what_was_said_before(editor):
    article = make_live().article
    workflow.schedule(article, by=None, at=tomorrow(), note="with the bulletin")
    ending.end_at(article, by=None, at=tomorrow() + timedelta(days=1), reason="The licence ends.")
    assert 'value="with the bulletin"' in editor.get(url_of(article, "schedule")).content.decode()
    assert 'value="The licence ends."' in editor.get(url_of(article, "end")).content.decode()


# --- times ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def in_london(settings):
    settings.TIME_ZONE = "Europe/London"
    return ZoneInfo("Europe/London")


def next_change(zone, month: int) -> datetime:
    """01:30 on the last Sunday of that month, in a year to come."""
    day = datetime(timezone.now().year + 1, month, 31)
    return (day - timedelta(days=(day.weekday() + 1) % 7)).replace(hour=1, minute=30)


def test_time_that_comes_twice_is_asked_back_and_then_kept(editor, in_london):
    article, typed = make_article(), next_change(in_london, 10)
    asked = editor.post(url_of(article, "schedule"), {"at": typed.isoformat(), "note": "kept"})
    content = asked.content.decode()
    assert "comes twice" in content
    assert "01:30 BST (UTC+01:00)" in content
    assert "01:30 GMT (UTC+00:00)" in content
    assert 'value="kept"' in content
    assert not Edition.objects.exists()
    editor.post(url_of(article, "schedule"), {"at": typed.isoformat(), "at_offset": "+00:00"})
    assert Edition.objects.get().live_from == typed.replace(tzinfo=in_london, fold=1).astimezone(UTC)
    again = editor.get(url_of(article, "schedule")).content.decode()
    assert 'value="+00:00"' in again
    assert "checked" in again
    editor.post(url_of(article, "schedule"), {"at": typed.isoformat(), "at_offset": "+01:00"})
    assert Edition.objects.get().live_from == typed.replace(tzinfo=in_london, fold=0).astimezone(UTC)


def test_time_that_never_comes_is_refused_with_the_nearest(editor, in_london):
    article, typed = make_article(), next_change(in_london, 3)
    content = editor.post(url_of(article, "schedule"), {"at": typed.isoformat()}).content.decode()
    assert "does not exist in Europe/London" in content
    assert "00:59 GMT" in content
    assert "02:00 BST" in content
    assert not Edition.objects.exists()


def test_ordinary_time_is_taken_in_the_zone_of_the_desk(editor, in_london):
    year = timezone.now().year + 1
    editor.post(url_of(make_article(), "schedule"), {"at": f"{year}-07-01T18:00"})
    assert Edition.objects.get().live_from == datetime(year, 7, 1, 18, tzinfo=in_london)


@pytest.mark.parametrize("typed", ["", "soon", "2099-13-01T00:00", "2099-02-30T00:00", "0001-01-01T00:00"])
def test_what_is_no_time_is_refused_in_words(editor, typed):
    response = editor.post(url_of(make_article(), "schedule"), {"at": typed})
    assert response.status_code == 200
    words = f"“{typed}” is no moment. Write it as 2026-11-27T18:00." if typed else "Choose a day and a time."
    assert words in response.content.decode()


def test_page_names_the_zone_and_what_time_it_is_there(editor, in_london):
    assert (
        "Time zone: Europe/London, where it is now" in editor.get(url_of(make_article(), "schedule")).content.decode()
    )


# --- end, return ------------------------------------------------------------------------------------------------------


def test_end_is_planned_shown_changed_and_cancelled(editor):
    article, at = make_live().article, tomorrow()
    assert press(editor, article, "end").redirect_chain == [(url_of(article, "end"), 302)]
    editor.post(url_of(article, "end"), {"at": local(at), "reason": "The licence ends."})
    edition = article.editions.get()
    assert (edition.live_until, edition.ending_reason) == (at, "The licence ends.")
    assert "ends " in editor.get(url_of(article)).content.decode()
    assert f'value="{local(at)}"' in editor.get(url_of(article, "end")).content.decode()
    press(editor, article, "cancel_end")
    assert article.editions.get().live_until is None


def test_publishing_before_the_end_says_that_it_stays(editor):
    article = make_live().article
    ending.end_at(article, at=tomorrow(), by=None)
    response = press(editor, article, "publish", headline="A new turn")
    assert any("as planned" in message for message in messages_of(response))


def test_withdrawn_story_is_brought_back_from_its_form(editor):
    edition = make_live(headline="As readers knew it")
    workflow.withdraw(edition.article, by=None)
    page = press(editor, edition.article, "restore")
    assert page.redirect_chain == [(url_of(edition.article, "restore"), 302)]
    assert "As readers knew it" in page.content.decode()
    editor.post(url_of(edition.article, "restore"), {"note": "Genuine."})
    assert Edition.objects.live().get().number == 2


# --- correct ----------------------------------------------------------------------------------------------------------


def test_correcting_asks_first_shows_a_preview_and_then_does_both(editor):
    article = make_live().article
    page = press(editor, article, "correct", body="<p>Built in 1962.</p>")
    assert page.redirect_chain == [(url_of(article, "correct"), 302)]
    data = {"kind": "correction", "text": "Built in 1962.\n\nNot in 1926.", "wrong": "1926", "right": "1962"}
    preview = editor.post(url_of(article, "correct"), {**data, "_preview": "1"}).content.decode()
    assert "<p>Not in 1926.</p>" in preview
    assert not Correction.objects.exists()
    response = editor.post(url_of(article, "correct"), data, follow=True)
    correction = Correction.objects.get()
    assert (correction.kind, correction.wrong, correction.right, correction.made_by) == (
        "correction", "1926", "1962", editor.user,
    )  # fmt: skip
    assert Edition.objects.live().get().body_text == "Built in 1962."
    assert "Readers are told of the correction." in messages_of(response)
    assert "Readers were told before" in editor.get(url_of(article, "correct")).content.decode()


def test_correction_without_words_is_refused_and_keeps_what_was_typed(editor):
    article = make_live().article
    response = editor.post(url_of(article, "correct"), {"kind": "update", "text": "", "wrong": "kept words"})
    assert "Say what readers are to be told." in response.content.decode()
    assert "kept words" in response.content.decode()
    assert not Correction.objects.exists()


def test_preview_escapes_what_was_typed(editor):
    data = {"kind": "x", "text": "<script>alert(1)</script>", "_preview": "1"}
    content = editor.post(url_of(make_live().article, "correct"), data).content.decode()
    assert "<script>alert(1)" not in content


def test_what_readers_were_told_is_read_only_but_for_a_slip_in_the_words(editor):
    correction = Correction.objects.create(article=make_live().article, text="It was teh other pier.", wrong="a")
    url = reverse("admin:articles_correction_change", args=[correction.pk])
    editor.post(url, {"text": "It was the other pier.", "kind": "update", "wrong": "b"})
    correction.refresh_from_db()
    assert (correction.text, correction.kind, correction.wrong) == ("It was the other pier.", "correction", "a")
    assert editor.get(reverse("admin:articles_correction_add")).status_code == 403


@pytest.mark.parametrize("page", ["publish", "end", "restore", "correct"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_reporter_is_refused_the_pages(reporter, page, method):
    edition = make_live()
    response = getattr(reporter, method)(
        url_of(edition.article, page), {"at": "2100-01-01T12:00", "text": "x", "kind": "update"}
    )
    assert response.status_code == 403
    assert Edition.objects.get().live_until is None
    assert not Correction.objects.exists()


@pytest.mark.parametrize("page", ["publish", "schedule", "end", "restore", "correct", "withdraw", "checks"])
def test_pages_cost_at_most_twelve_queries(editor, page, django_assert_max_num_queries):
    article = make_live(standfirst="").article
    for _place in range(5):
        make_article(section=article.section)
    with django_assert_max_num_queries(12):
        editor.get(url_of(article, page))


# --- sections, start page ---------------------------------------------------------------------------------------------


def test_changed_slug_of_a_section_moves_its_stories(editor):
    edition = make_live(section=make_section(name="Ports", slug="ports"))
    url = reverse("admin:articles_section_change", args=[edition.section_id])
    data = {**fields_of(editor.get(url), "section_form"), "slug": "harbours"}
    response = editor.post(url, data, follow=True)
    edition.refresh_from_db()
    assert edition.path.startswith("/harbours/")
    assert any(message.startswith("1 story has a new address.") for message in messages_of(response))
    assert AuditEntry.objects.filter(verb="move_section", actor=editor.user).count() == 1
    assert Section.objects.get(pk=edition.section_id).slug == "harbours"


def test_start_page_tells_how_the_announcements_are_and_leads_to_another_moment(editor, desk):
    content = editor.get("/admin/").content.decode()
    assert "Announcements have never run." in content
    assert 'name="at"' in content
    article = make_live().article
    now = timezone.now()
    failure = {"event": "live", "article": article.pk, "headline": "The broken one", "error": "RuntimeError: fire"}
    Tick.objects.create(started=now - timedelta(minutes=2), ended=now, announced=3, failures=[failure])
    content = editor.get("/admin/").content.decode().replace("\xa0", " ")
    assert "Last run 2 minutes ago, 3 announced, 1 failed." in content
    assert "The broken one" in content
    assert url_of(article) in content
    assert "Announcements" not in desk(name="nobody", is_staff=True).get("/admin/").content.decode()
