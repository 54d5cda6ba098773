"""What happens to the folder, to the clock and to a process at the worst moment makes no page wrong and no request fail."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

from django.conf import settings as django_settings

from articles.page_cache.generations import COUNTER, Generations, here
from articles.page_cache.layer import PageCache
from tests.page_cache.test_keeping import bump, cache, clock, django  # noqa: F401 - fixtures of its own Django and clock
from tests.page_cache.workers import ask

ROOT = Path(__file__).resolve().parent.parent.parent
# A purge of two tags by a process that is killed before it has written the second, or before the number of all.
KILLED = """
import os, signal, sys
from pathlib import Path
from articles.page_cache.generations import CHANGED, COUNTER, Generations

class Deadly:
    def __init__(self, numbers): self.numbers, self.written = numbers, 0
    def __getitem__(self, place): return self.numbers[place]
    def __setitem__(self, place, number):
        self.written += place > CHANGED
        if self.written == int(sys.argv[2]) or place == COUNTER:
            os.kill(os.getpid(), signal.SIGKILL)
        self.numbers[place] = number

one = Generations(Path(sys.argv[1]))
one.numbers = Deadly(one.numbers)
one.bump(["front", "section:2"], number=77)
"""


def kill_while_it_purges(after: int) -> None:
    command = [sys.executable, "-c", KILLED, str(django_settings.PAGE_CACHE_FOLDER), str(after)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL


def test_a_process_killed_while_it_writes_a_purge_leaves_nothing_old(django, cache, clock):  # noqa: F811
    django.headers = {**django.headers, "Surrogate-Key": "section:2"}
    for after in (1, 2, 3):
        before = ask(cache, "/").body
        kill_while_it_purges(after)
        clock.ahead += 1.1
        ask(cache, "/")  # whoever is asked next may be counted first
        assert ask(cache, "/").body != before


def test_after_such_a_kill_pages_are_kept_again(django, cache, clock):  # noqa: F811
    ask(cache, "/")
    kill_while_it_purges(3)
    clock.ahead += 1.1
    ask(cache, "/")
    clock.ahead += 1.1
    made = ask(cache, "/").body
    assert [ask(cache, "/").how for _time in range(3)] == ["hit"] * 3
    assert ask(cache, "/").body == made


def test_a_word_that_came_half_is_not_taken_for_heard(django, cache):  # noqa: F811
    kill_while_it_purges(1)
    since = here().counter
    here().bump(["section:2"], number=77)
    assert here().counter > since + 1


def test_a_purge_reaches_all_workers_while_the_folder_cannot_be_entered(django, cache, clock):  # noqa: F811
    folder = Path(django_settings.PAGE_CACHE_FOLDER)
    other = PageCache(django)
    ask(cache, "/")
    folder.rename(folder.with_name("away"))
    folder.write_text("no folder")
    clock.ahead = 1.1
    before = [ask(worker, "/").body for worker in (cache, other)]
    assert [ask(worker, "/").body for worker in (cache, other)] == before
    bump("front")
    after = [ask(worker, "/") for worker in (cache, other)]
    assert not {said.body for said in after} & {*before}
    assert {said.status for said in after} == {200}


def test_a_new_map_ends_the_old_one_for_those_who_look_at_it_still(django, cache):  # noqa: F811
    ask(cache, "/")
    shutil.rmtree(django_settings.PAGE_CACHE_FOLDER)
    bump("front")  # by a process that noticed; this worker looks once a second
    first = ask(cache, "/").body
    assert first != b"page 1"
    assert ask(cache, "/").body != b"page 1"


def test_a_retired_map_says_of_no_page_that_it_is_good(tmp_path):
    one = Generations(tmp_path / "pages")
    one.retire()
    assert not one.are_unchanged((0,), one.numbers[COUNTER])


def test_requests_are_answered_and_counted_while_there_is_no_folder(django, cache, clock):  # noqa: F811
    for second in range(1, 4):
        shutil.rmtree(django_settings.PAGE_CACHE_FOLDER, ignore_errors=True)
        clock.ahead = second * 1.1
        assert ask(cache, "/").status == 200


def test_a_clock_that_jumps_forward_and_back_shows_nothing_that_was_changed_meanwhile(django, cache, clock):  # noqa: F811
    ask(cache, "/")
    for ahead in (3600.0, -3600.0, 86_400.0, 0.0):
        clock.ahead = ahead
        before = ask(cache, "/").body
        assert ask(cache, "/").body == before
        bump("front")
        assert ask(cache, "/").body != before
