"""Whatever happens in whatever order, nobody reads what was out of date when they asked."""

from __future__ import annotations

import re
import threading
import time
from tempfile import TemporaryDirectory

import pytest
from django.db import connections
from django.utils.http import http_date
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from articles.models import Section
from articles.page_cache import finding, generations, layer, rendering
from articles.page_cache.generations import Generations
from articles.page_cache.layer import PageCache
from tests import world
from tests.page_cache.workers import ask, worker

PAGES = {f"/search/?q={number}": tags for number, tags in enumerate(["a", "b", "ab", "bc", "abc", "d"])}
START = 1_795_000_000.0


class Paper(RuleBasedStateMachine):
    """Two or three workers, tags whose versions grow by purges and by the clock, and pages that show some of them."""

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        self.clock = START
        self.versions = dict.fromkeys("abcd", 0)
        self.plans = []  # (moment, tag): the tag's version grows then by itself
        self.is_down = False
        self.patch = pytest.MonkeyPatch()
        for module, name in ((layer, "time"), (finding, "time"), (generations, "now"), (rendering, "now")):
            self.patch.setattr(module, name, lambda: self.clock)
        from django.conf import settings as django_settings

        self.patch.setattr(django_settings, "PAGE_CACHE_FOLDER", f"{self.folder.name}/pages")
        self.workers = [PageCache(self.django), PageCache(self.django)]

    def teardown(self):
        self.patch.undo()
        for path in [path for path in generations._maps if str(path).startswith(self.folder.name)]:
            generations._maps.pop(path).close()
        self.folder.cleanup()

    def shown(self, key):
        now = {
            tag: version + sum(each == tag and moment <= self.clock for moment, each in self.plans)
            for tag, version in self.versions.items()
        }
        return " ".join(f"{tag}{now[tag]}" for tag in PAGES[key]).encode()

    def django(self, environ, start_response):
        if self.is_down:
            start_response("503 Service Unavailable", [("Content-Type", "text/html")])
            return [b"down"]
        key = f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        headers = [
            ("Content-Type", "text/html"),
            ("Cache-Control", "public, max-age=0"),
            ("Surrogate-Key", " ".join(PAGES[key])),
        ]
        ahead = [moment for moment, tag in self.plans if moment > self.clock and tag in PAGES[key]]
        if ahead:
            headers.append(("X-Page-Until", http_date(min(ahead))))
        start_response("200 OK", headers)
        return [self.shown(key)]

    @rule(tags=st.sets(st.sampled_from("abcd"), min_size=1), gone=st.booleans())
    def change(self, tags, gone):
        for tag in tags:
            self.versions[tag] += 1
        Generations(generations.here().path.parent).bump(tags, gone=gone)  # in a process of its own

    @rule(tag=st.sampled_from("abcd"), ahead=st.integers(1, 90))
    def plan(self, tag, ahead):
        self.plans.append((self.clock + ahead, tag))
        generations.here().bump([tag])

    @rule(seconds=st.floats(0.1, 70))
    def wait(self, seconds):
        self.clock += seconds

    @rule(number=st.integers(0, 1))
    def restart(self, number):
        self.workers[number] = PageCache(self.django)

    @rule(down=st.booleans())
    def database(self, down):
        self.is_down = down

    @rule(number=st.integers(0, 1), key=st.sampled_from(sorted(PAGES)))
    def forget(self, number, key):
        self.workers[number].memory.drop(key)

    @rule(number=st.integers(0, 1), key=st.sampled_from(sorted(PAGES)))
    def read(self, number, key):
        said = ask(self.workers[number], key)
        if said.status == 503:
            assert self.is_down
        elif said.how == "stale":
            assert self.is_down  # one reader at a time: nobody else renders
        else:
            assert said.body == self.shown(key)


Paper.TestCase.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
test_no_order_of_things_shows_what_is_out_of_date = pytest.mark.django_db(Paper.TestCase)


class Race:
    """One who edits and several who read, until `end`. Readers note what was committed before they asked."""

    def __init__(self, section, seconds):
        self.section, self.end = section, time.monotonic() + seconds
        self.committed = 0
        self.stale, self.hows, self.failures = [], [], []

    def run(self, *works):
        threads = [threading.Thread(target=self.closing, args=work) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def closing(self, work, *args):
        try:
            while time.monotonic() < self.end:
                work(*args)
        except Exception as error:  # noqa: BLE001 - told by the test
            self.failures.append(error)
        finally:
            connections.close_all()

    def edit(self):
        row = Section.objects.get(pk=self.section.pk)
        row.name = f"Name {self.committed + 1}"
        row.save()
        self.committed += 1
        time.sleep(0.03)

    def read(self, cache, path):
        before = self.committed
        said = ask(cache, path)
        shown = max(int(number) for number in re.findall(r"Name (\d+)", said.body.decode()))
        self.hows.append(said.how)
        if shown < before:
            self.stale.append((path, said.how, shown, before))


@pytest.mark.django_db(transaction=True)
def test_concurrent_edits_and_reads_show_nothing_stale(settings):
    """The page that a reader gets is no older than what was committed before it was asked for, in either worker."""
    settings.PAGE_CACHE_PATIENCE = 30  # seconds: a busy machine is no database that is down, and no page is refused
    section = world.make_section(name="Name 0")
    world.make_live(section=section)
    race = Race(section, seconds=4)
    race.run(
        (race.edit,),
        *((race.read, cache, path) for cache in (worker(), worker()) for path in ("/", section.get_absolute_url())),
    )
    assert race.failures == []
    assert race.stale == []
    assert race.committed > 10
    assert race.hows.count("hit") > len(race.hows) / 3
