"""What is kept, how long it is good, who makes it anew, and what is sent while nobody can."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings as django_settings

from articles.page_cache import availability, finding, generations, layer, metrics
from articles.page_cache.addresses import parameters_of
from articles.page_cache.changes import purge
from articles.page_cache.layer import PageCache
from articles.page_cache.pages import from_bytes, to_bytes
from tests import world
from tests.page_cache.workers import BROWSER, ask, worker

pytestmark = pytest.mark.django_db

GOOD = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "public, max-age=0", "Surrogate-Key": "front"}


class Django:
    """Stands where Django stands: answers what it is told to, and counts."""

    def __init__(self):
        self.asked, self.status, self.headers, self.words = 0, "200 OK", dict(GOOD), "page"
        self.wait = threading.Event()
        self.wait.set()

    def __call__(self, environ, start_response):
        self.asked += 1
        body = f"{self.words} {self.asked}"
        self.wait.wait(10)
        start_response(self.status, list(self.headers.items()))
        return [body.encode()]


class Clock:
    def __init__(self):
        self.ahead = 0.0

    def __call__(self):
        return time.time() + self.ahead


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(layer, "time", clock)
    monkeypatch.setattr(finding, "time", clock)
    monkeypatch.setattr(generations, "now", clock)
    monkeypatch.setattr("articles.page_cache.rendering.now", clock)
    monkeypatch.setattr(availability, "now", clock)
    return clock


@pytest.fixture
def django():
    return Django()


@pytest.fixture
def cache(django):
    return PageCache(django)


def bump(*tags, **how):
    generations.here().bump(tags, **how)


def down(django):
    django.status, django.headers = "503 Service Unavailable", {"Content-Type": "text/html", "Retry-After": "30"}


def until(clock, seconds):
    from django.utils.http import http_date

    return {**GOOD, "X-Page-Until": http_date(clock() + seconds)}


def test_a_purge_of_what_a_page_shows_makes_it_anew_in_every_worker(django):
    workers = [PageCache(django), PageCache(django)]
    for cache in workers:
        ask(cache, "/")
    bump("front")
    assert {ask(cache, "/").body for cache in workers} == {b"page 2"}


def test_a_purge_of_something_else_leaves_it(django, cache):
    ask(cache, "/")
    bump("article:12", "section:3")
    assert (ask(cache, "/").body, ask(cache, "/").how) == (b"page 1", "hit")


def test_a_page_that_was_changed_while_it_was_made_is_not_sent_twice(django, cache):
    def change(environ, start_response):
        bump("front")
        return django(environ, start_response)

    cache.application = change
    assert ask(cache, "/").body == b"page 1"
    cache.application = django
    assert ask(cache, "/").body == b"page 2"


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "private"},
        {"Cache-Control": "public, no-store"},
        {"Cache-Control": "no-cache, public"},
        {"Cache-Control": "max-age=60"},
        {"Cache-Control": ""},
        {"Set-Cookie": "a=b"},
        {"Vary": "Cookie"},
        {"Vary": "Accept-Encoding, Cookie"},
        {"Vary": "*"},
        {"Vary": "Accept-Language"},
        {"Content-Encoding": "gzip"},
    ],
    ids=str,
)
def test_what_is_not_for_everybody_is_never_kept(django, cache, headers):
    django.headers |= headers
    assert [ask(cache, "/").body for _time in range(2)] == [b"page 1", b"page 2"]
    assert not list(cache.disk.folder.glob("*/*"))


@pytest.mark.parametrize(
    "status", ["201 Created", "206 Partial", "301 Moved", "404 Not Found", "410 Gone", "500 Oh", "503 Oh"]
)
def test_only_what_went_well_is_kept(django, cache, status):
    django.status = status
    assert [ask(cache, "/").body for _time in range(2)] == [b"page 1", b"page 2"]


def test_a_page_ends_with_its_next_planned_change(django, cache, clock):
    django.headers = until(clock, 5)
    assert ask(cache, "/").body == b"page 1"
    clock.ahead = 3
    assert ask(cache, "/").body == b"page 1"
    clock.ahead = 6
    assert ask(cache, "/").body == b"page 2"


def test_a_copy_is_never_older_than_the_bound_whatever_was_lost(django, cache, clock):
    ask(cache, "/")
    clock.ahead = django_settings.PAGE_CACHE_MAX_AGE - 2
    assert ask(cache, "/").body == b"page 1"
    clock.ahead = django_settings.PAGE_CACHE_MAX_AGE + 1
    assert ask(cache, "/").body == b"page 2"


def test_a_clock_that_is_set_back_makes_pages_anew(django, cache, clock):
    clock.ahead = 1000
    ask(cache, "/")
    clock.ahead = 0
    assert ask(cache, "/").body == b"page 2"


def test_other_workers_find_what_one_made(django, cache):
    ask(cache, "/")
    other = PageCache(django)
    assert (ask(other, "/").body, django.asked) == (b"page 1", 1)


def test_pages_outlive_a_restart_and_are_looked_at_then(django, cache):
    ask(cache, "/")
    found = PageCache(django)
    assert (ask(found, "/").how, django.asked) == ("hit", 1)
    bump("front")
    found = PageCache(django)
    assert (ask(found, "/").how, django.asked) == ("miss", 2)


def test_another_release_makes_its_own_pages(django, cache, monkeypatch):
    ask(cache, "/")
    monkeypatch.setattr(finding, "release", lambda: "another")
    assert ask(PageCache(django), "/").body == b"page 2"


def rush(django, caches):
    """What each of `caches` answered, all asked for the same page while Django is still making it."""
    django.wait.clear()
    said = []
    threads = [threading.Thread(target=lambda one=one: said.append(ask(one, "/").body)) for one in caches]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    django.wait.set()
    for thread in threads:
        thread.join()
    return said


def test_one_renders_and_the_others_wait_for_it(django, cache):
    assert set(rush(django, [cache] * 8)) == {b"page 1"}
    assert django.asked == 1


def test_one_renders_for_all_workers(django):
    assert set(rush(django, [PageCache(django) for _ in range(4)])) == {b"page 1"}
    assert django.asked == 1


def test_while_one_renders_what_is_merely_old_others_get_the_old_one(django, cache, clock):
    ask(cache, "/")
    clock.ahead = django_settings.PAGE_CACHE_MAX_AGE + 1
    django.wait.clear()
    first = threading.Thread(target=ask, args=(cache, "/"))
    first.start()
    time.sleep(0.2)
    began = time.monotonic()
    said = ask(cache, "/")
    assert (said.body, said.how) == (b"page 1", "stale")
    assert time.monotonic() - began < 0.5
    django.wait.set()
    first.join()
    assert ask(cache, "/").body == b"page 2"


def test_nobody_waits_for_ever(django, cache, settings):
    settings.PAGE_CACHE_PATIENCE = 0.2
    django.wait.clear()
    first = threading.Thread(target=ask, args=(cache, "/"))
    first.start()
    time.sleep(0.1)
    second = threading.Thread(target=ask, args=(cache, "/"))
    second.start()
    time.sleep(0.6)
    assert django.asked == 2  # it went to ask itself
    django.wait.set()
    first.join()
    second.join()


def test_while_django_fails_the_last_good_page_is_sent(django, cache):
    ask(cache, "/")
    bump("front")
    down(django)
    for _time in range(2):
        said = ask(cache, "/", **BROWSER)
        assert (said.status, said.how) == (200, "stale")
    assert ask(cache, "/").body == b"page 1"
    django.status, django.headers = "200 OK", dict(GOOD)
    assert ask(cache, "/").how == "miss"


def test_what_nobody_has_is_refused_with_what_django_says(django, cache):
    down(django)
    said = ask(cache, "/")
    assert (said.status, said.get("Retry-After")) == (503, "30")


def test_a_stale_page_is_never_sent_across_its_next_planned_change(django, cache, clock):
    django.headers = until(clock, 5)
    ask(cache, "/")
    down(django)
    bump("front")
    assert ask(cache, "/").status == 200
    clock.ahead = 6
    assert ask(cache, "/").status == 503


def test_what_was_taken_away_is_not_sent_even_then(django, cache):
    ask(cache, "/")
    bump("front", gone=True)
    down(django)
    assert ask(cache, "/").status == 503


def test_what_is_gone_is_dropped_by_all_workers(django, cache):
    other = PageCache(django)
    assert ask(cache, "/").body == ask(other, "/").body
    bump("front")
    django.status = "410 Gone"
    assert ask(cache, "/").status == 410
    down(django)
    assert ask(other, "/").status == 503


def test_a_stale_page_is_a_day_old_at_most(django, cache, clock):
    ask(cache, "/")
    down(django)
    clock.ahead = 86_000
    assert ask(cache, "/").status == 200
    clock.ahead = 86_500
    assert ask(cache, "/").status == 503


def test_while_the_database_is_down_known_pages_never_wait_for_it(django, cache):
    ask(cache, "/")
    bump("front")
    availability.say_down()
    assert (ask(cache, "/").how, django.asked) == ("stale", 1)
    assert availability.is_down()


def test_the_database_is_found_back(monkeypatch):
    monkeypatch.setattr(availability, "BETWEEN_TRIES", 0.01)
    tries = []

    def look():
        tries.append(availability.is_down())
        if len(tries) < 3:
            raise OSError("no")

    availability.failed(look)
    availability.failed(look)  # one looks, however many find it down
    deadline = time.monotonic() + 5
    while availability.is_down() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert tries == [True, True, True]
    assert not availability.is_down()


def test_a_word_about_the_database_runs_out_by_itself(clock):
    availability.say_down()
    clock.ahead = availability.SAID_FOR + 0.1
    assert not availability.is_down()
    clock.ahead = -1000
    assert not availability.is_down()


def test_the_memory_is_bounded(django, settings):
    settings.PAGE_CACHE_MEMORY = 1
    django.words = "x" * 50_000
    cache = PageCache(django)
    for number in range(60):
        ask(cache, f"/search/?q={number}")
    ask(cache, "/")
    assert cache.memory.used <= 1024 * 1024
    assert sum(page.size for page in cache.memory.pages.values()) == cache.memory.used
    assert "/" in cache.memory.pages
    assert len(cache.memory.pages) < 40


def test_pages_of_a_query_make_room_first(django, settings):
    settings.PAGE_CACHE_MEMORY = 1
    django.words = "x" * 50_000
    cache = PageCache(django)
    ask(cache, "/")
    for number in range(60):
        ask(cache, f"/search/?q={number}")
    assert "/" in cache.memory.pages


def test_the_disk_is_bounded(django, settings):
    settings.PAGE_CACHE_DISK = 1
    django.words = "".join(map(str, range(12_000)))
    cache = PageCache(django)
    for number in range(60):
        ask(cache, f"/search/?q={number}")
    used = sum(path.stat().st_size for path in cache.disk.folder.glob("*/*"))
    assert 200_000 < used <= 1024 * 1024
    metrics.flush(cache.generations, cache.counts)
    assert metrics.counters()["disk_bytes"] == used


def test_a_disk_that_cannot_be_written_costs_the_copy_and_not_the_answer(django, cache, monkeypatch):
    def full(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr("articles.page_cache.disk.tempfile.mkstemp", full)
    assert ask(cache, "/").body == b"page 1"
    assert ask(cache, "/").how == "hit"


def test_a_damaged_copy_is_none(django, cache):
    ask(cache, "/")
    page = cache.memory.pages["/"]
    whole = to_bytes(page)
    assert from_bytes(whole) == page or from_bytes(whole).key == page.key
    for content in (b"", whole[:-1], whole[:40], whole[:-3] + b"xyz", b"x" + whole, whole.replace(b"front", b"frost")):
        assert from_bytes(content) is None
    cache.disk.path_of("/").write_bytes(whole[:-1])
    assert ask(PageCache(django), "/").body == b"page 2"


def test_a_copy_of_another_address_is_none(django, cache):
    ask(cache, "/")
    cache.disk.path_of("/archive/").parent.mkdir(exist_ok=True)
    cache.disk.path_of("/archive/").write_bytes(cache.disk.path_of("/").read_bytes())
    assert ask(cache, "/archive/").body == b"page 2"


def test_the_folder_may_be_deleted_while_it_is_used(django, cache, clock):
    import shutil

    ask(cache, "/")
    shutil.rmtree(django_settings.PAGE_CACHE_FOLDER)
    clock.ahead = 1.1
    other = PageCache(django)
    ask(other, "/")
    bump("front")
    assert ask(cache, "/").body == ask(other, "/").body != b"page 1"


def test_answers_are_counted_for_the_whole_machine(django, clock):
    one, other = PageCache(django), PageCache(django)
    ask(one, "/")
    ask(one, "/")
    ask(other, "/", HTTP_IF_NONE_MATCH="*")
    ask(other, "/admin/")
    clock.ahead = 1.5
    ask(one, "/")
    ask(other, "/")
    said = metrics.counters()
    assert {name: said[name] for name in ("hit", "miss", "not_modified", "bypass")} == {
        "hit": 2, "miss": 1, "not_modified": 1, "bypass": 1,
    }  # fmt: skip


def test_without_a_folder_django_answers_alone(settings, tmp_path, django):
    from articles.page_cache.serving import in_front_of

    (tmp_path / "file").write_text("in the way")
    settings.PAGE_CACHE_FOLDER = tmp_path / "file" / "pages"
    application = in_front_of(django)
    assert [ask(application, "/").body for _time in range(2)] == [b"page 1", b"page 2"]
    purge("front")  # and no verb fails


def test_switched_off_nothing_is_kept(settings, django):
    from articles.page_cache.serving import in_front_of

    settings.PAGE_CACHE = False
    django.headers["X-Page-Until"] = "Thu, 31 May 2096 20:35:00 GMT"
    application = in_front_of(django)
    said = [ask(application, "/") for _time in range(2)]
    assert [each.body for each in said] == [b"page 1", b"page 2"]
    assert not said[0].get("X-Page-Until")


def test_https_is_not_answered_over_http(settings, django):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    cache = PageCache(django)
    assert ask(cache, "/", HTTP_X_FORWARDED_PROTO="https").how == "miss"
    assert ask(cache, "/", HTTP_X_FORWARDED_PROTO="https").how == "hit"
    for proto in ("http", "", "httpsx"):
        assert ask(cache, "/", HTTP_X_FORWARDED_PROTO=proto).how == ""  # Django redirects
    assert ask(cache, "/").how == ""


def test_a_cdn_is_told_how_long_and_never_beyond_the_next_change(settings, django, clock):
    settings.PAGE_CACHE_PURGE_URLS = ["https://cdn.example.org/purge"]
    cache = PageCache(django)
    assert ask(cache, "/").get("CDN-Cache-Control") == "max-age=60, stale-if-error=86340"
    django.headers = until(clock, 30)
    bump("front")
    value = ask(cache, "/").get("Surrogate-Control")
    fresh, stale = (int(part.partition("=")[2]) for part in value.split(", "))
    assert fresh + stale <= 30


def test_what_a_view_knows_of_the_query_is_read_without_asking_it():
    assert parameters_of("/archive/") >= {"before", "after", "section", "kind"}
    assert parameters_of("/search/") >= {"q", "in", "order", "page"}
    assert parameters_of("/") == frozenset()
    assert parameters_of("/api/v1/articles/") is None
    for path in ("/admin/", "/healthz", "/nowhere", "/media/a.jpg", "/comments/abcdefgh/post/"):
        assert parameters_of(path) is False


def test_a_verb_that_is_rolled_back_purges_nothing(django_capture_on_commit_callbacks):
    since = generations.here().counter
    with django_capture_on_commit_callbacks(execute=True):
        purge("front")
        assert generations.here().counter == since
    assert generations.here().counter == since + 1


def test_a_story_scheduled_for_later_ends_the_front_page_in_time(django_capture_on_commit_callbacks, clock):
    cache = worker()
    section = world.make_live().article.section
    with django_capture_on_commit_callbacks(execute=True):
        world.make_scheduled(section=section, ahead=timedelta(seconds=30), headline="Tomorrow’s ferry")
    assert ask(cache, "/").how == "miss"
    clock.ahead = 25
    assert ask(cache, "/").how == "hit"
    clock.ahead = 31
    assert ask(cache, "/").how == "miss"
