"""The periodic command announces once, whoever runs it how often; nothing readers see waits for it."""

import io
import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from articles.desk import autosave, clockwork
from articles.desk.models import Autosave
from articles.models import Edition, Notice, Tick
from articles.page_cache import purged
from articles.publishing import announcing, ending, workflow
from articles.publishing.announcing import Event, edition_announced
from tests import world


@pytest.fixture
def heard():
    """What listeners were told, as (event, headline)."""
    told = []

    def listen(sender, edition, event, **kwargs):
        told.append((event.value, edition.headline))

    edition_announced.connect(listen)
    yield told
    edition_announced.disconnect(listen)


def tick() -> str:
    output = io.StringIO()
    call_command("tick", stdout=output)
    return output.getvalue()


@pytest.mark.django_db
def test_scheduled_story_is_visible_without_any_tick(client):
    edition = world.make_scheduled(headline="Budget day")
    now = timezone.now()
    Edition.objects.filter(pk=edition.pk).update(live_from=now, first_published=now)
    assert not Tick.objects.exists()
    for page in ("/", edition.path, edition.section.get_absolute_url(), "/archive/", "/feeds/all.rss"):
        assert "Budget day" in client.get(page).content.decode(), page


@pytest.mark.django_db
def test_what_went_live_or_ended_is_announced_once(heard):
    live = world.make_live(headline="Live")
    world.make_scheduled(headline="To come")
    workflow.withdraw(world.make_live(headline="Gone").article, by=None)
    assert tick() == "3 announced, 0 failed.\n"
    assert sorted(heard) == [("ended", "Gone"), ("live", "Gone"), ("live", "Live")]
    heard.clear()
    assert tick() == "0 announced, 0 failed.\n"
    assert heard == []
    live.refresh_from_db()
    assert live.announced is not None
    assert live.end_announced is None


@pytest.mark.django_db
def test_announcing_purges_what_shows_the_story(django_capture_on_commit_callbacks):
    edition, tags = world.make_live(topics=[topic := world.make_topic()]), set()

    def listen(sender, tags, **kwargs):
        found.update(tags)

    found = tags
    purged.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            clockwork.run()
    finally:
        purged.disconnect(listen)
    assert {
        f"article:{edition.article_id}",
        f"section:{edition.section_id}",
        "front",
        "feeds",
        f"topic:{topic.pk}",
    } <= found


@pytest.mark.django_db
def test_one_failing_story_stops_no_other_and_is_recorded_and_tried_again(heard):
    for headline in ("First", "Broken", "Last"):
        world.make_live(headline=headline)

    def break_down(sender, edition, event, **kwargs):
        if edition.headline == "Broken":
            raise RuntimeError("the mail server is on fire")

    edition_announced.connect(break_down)
    errors = io.StringIO()
    try:
        with pytest.raises(SystemExit):
            call_command("tick", stdout=io.StringIO(), stderr=errors)
    finally:
        edition_announced.disconnect(break_down)
    kept = Tick.objects.get()
    assert (kept.announced, [failure["headline"] for failure in kept.failures]) == (2, ["Broken"])
    assert "the mail server is on fire" in kept.failures[0]["error"]
    assert "Broken" in errors.getvalue()
    assert list(Edition.objects.filter(announced=None).values_list("headline", flat=True)) == ["Broken"]
    assert tick() == "1 announced, 0 failed.\n"
    assert ("live", "Last") in heard
    assert heard.count(("live", "Broken")) >= 1


@pytest.fixture
def broken():
    """Every announcement fails, after whoever listens was told."""

    def break_down(sender, **kwargs):
        raise RuntimeError("no")

    edition_announced.connect(break_down)
    yield
    edition_announced.disconnect(break_down)


@pytest.mark.django_db
def test_listener_that_fails_leaves_no_news_behind(broken):
    reporter = world.make_user("rae", "Reporter")
    world.make_live(reporter=reporter)
    assert len(clockwork.run().failures) == 1
    assert not Notice.objects.exclude(kind=Notice.Kind.FAILED).exists()


@pytest.mark.django_db
def test_failed_announcement_is_told_once_to_those_it_concerns(broken):
    people = [world.make_user(name, "Editor") for name in ("rae", "ed", "pia", "stranger")]
    world.make_live(headline="Ferry", reporter=people[0], editor=people[1])
    Edition.objects.update(published_by=people[2])
    for _minute in range(3):
        clockwork.run()
    told = Notice.objects.filter(kind=Notice.Kind.FAILED)
    assert sorted(told.values_list("user__username", flat=True)) == ["ed", "pia", "rae"]
    assert "“Ferry” is live, but announcing it failed" in told[0].text


@pytest.mark.django_db
def test_notice_that_cannot_be_written_stops_neither_the_run_nor_its_record(broken, monkeypatch):
    world.make_live(headline="Ferry", reporter=world.make_user("rae", "Reporter"))

    def full(*args):
        raise OSError("disk full")

    monkeypatch.setattr(clockwork, "tell", full)
    assert clockwork.run().ended is not None
    assert Tick.objects.get().failures[0]["headline"] == "Ferry"


@pytest.mark.django_db
def test_reporter_is_told_when_the_story_goes_live_and_when_it_ends():
    reporter, article = world.make_user("rae", "Reporter"), None
    article = world.make_live(headline="Ferry", reporter=reporter).article
    workflow.publish(article, by=None)  # the first edition was replaced: that end is no news
    clockwork.run()
    assert [notice.text for notice in Notice.objects.filter(user=reporter, kind="live").order_by("pk")] == [
        "Edition 1 of “Ferry” is live.", "Edition 2 of “Ferry” is live.",
    ]  # fmt: skip
    assert not Notice.objects.filter(kind="ended").exists()
    ending.end_at(article, at=timezone.now() + timedelta(hours=1), by=None)
    Edition.objects.filter(number=2).update(live_until=timezone.now())
    clockwork.run()
    clockwork.run()
    assert [notice.text for notice in Notice.objects.filter(kind="ended")] == ["Readers no longer see “Ferry”."]


@pytest.mark.django_db
def test_who_published_it_is_not_told():
    editor = world.make_user("ada", "Editor")
    workflow.publish(world.make_article(reporter=editor), by=editor)
    clockwork.run()
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_health_in_words():
    assert clockwork.health().words == "Announcements have never run. Stories go live without them."
    now = timezone.now()
    row = Tick.objects.create(started=now - timedelta(minutes=2), ended=now, announced=3, failures=[{"error": "x"}])
    assert clockwork.health().words.replace("\xa0", " ") == "Last run 2 minutes ago, 3 announced, 1 failed."
    assert clockwork.health().style == "failed"
    row.failures, row.started = [], now - timedelta(hours=3)
    row.save()
    assert clockwork.health().style == "warning"
    assert "It is late" in clockwork.health().words
    Tick.objects.create(started=now)
    assert "did not end" in clockwork.health().words


@pytest.mark.django_db
def test_old_runs_are_dropped():
    Tick.objects.create(started=timezone.now() - timedelta(days=15))
    kept = Tick.objects.create(started=timezone.now() - timedelta(days=13))
    row = clockwork.run()
    assert set(Tick.objects.all()) == {kept, row}


@pytest.mark.django_db
def test_autosaves_that_nobody_came_back_to_are_dropped():
    editor, article = world.make_user("editor", "Editor"), world.make_article()
    other = world.make_article()
    for story, days in ((article, autosave.KEPT_DAYS + 1), (other, autosave.KEPT_DAYS - 1)):
        typed = autosave.Typed(page="form", sequence=1, base_version=1, fields={"headline": "Not saved"})
        kept = autosave.keep(story.pk, editor, typed)
        Autosave.objects.filter(pk=kept.pk).update(saved=timezone.now() - timedelta(days=days))
    tick()
    assert Autosave.objects.get().article == other


@pytest.mark.django_db
def test_what_is_due_is_found_by_two_queries_however_much_was_announced(django_assert_num_queries):
    for _place in range(5):
        world.make_live()
    clockwork.run()
    with django_assert_num_queries(2):
        announcing.announce_due(timezone.now())


@pytest.mark.django_db(transaction=True)
def test_runs_in_parallel_announce_each_story_once(heard):
    for _place in range(12):
        world.make_live()
    results, start = [], threading.Barrier(4)

    def run():
        start.wait()
        try:
            results.append(announcing.announce_due(timezone.now()))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(done for done, _failures in results) == 12
    assert [failures for _done, failures in results] == [[], [], [], []]
    assert len(heard) == len(set(heard)) == 12


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_story_that_another_run_holds_is_passed_over_and_not_waited_for(heard):
    edition = world.make_live()
    held, done = threading.Event(), threading.Event()

    def hold():
        from django.db import transaction

        with transaction.atomic():
            list(Edition.objects.select_for_update().filter(pk=edition.pk))
            held.set()
            done.wait(30)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(30)
    try:
        assert announcing.announce_one(edition.pk, Event.LIVE, timezone.now()) is False
    finally:
        done.set()
        thread.join(30)
    assert announcing.announce_one(edition.pk, Event.LIVE, timezone.now()) is True


@pytest.mark.django_db
def test_task_that_raises_is_recorded_and_keeps_no_other_waiting(monkeypatch, admin_client, heard):
    done = []

    def breaks(now):
        raise RuntimeError("no mail server")

    def works(now):
        done.append(now)

    monkeypatch.setattr(clockwork, "ALSO", [])
    clockwork.also(breaks)
    clockwork.also(works)
    clockwork.also(works)
    world.make_live()
    run = clockwork.run()
    assert len(heard) == 1
    assert done == [run.started]
    assert [(each["event"], each["error"]) for each in run.failures] == [("task", "no mail server")]
    assert "no mail server" in admin_client.get("/admin/").content.decode()
    with pytest.raises(SystemExit):
        tick()
