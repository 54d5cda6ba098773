"""The map of what is out of date: numbers, slots, and several processes."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading

import pytest

from articles.page_cache import generations
from articles.page_cache.generations import Generations, here, slots_of


@pytest.fixture
def two(tmp_path):
    return Generations(tmp_path / "pages"), Generations(tmp_path / "pages")


def test_a_purge_is_seen_by_every_map_at_once(two):
    one, other = two
    since, slots = other.counter, slots_of(["article:1"])
    one.bump(["article:1"])
    assert not other.are_unchanged(slots, since)
    assert other.are_unchanged(slots, other.counter)


def test_other_tags_are_left_alone(two):
    one, _other = two
    since = one.counter
    one.bump(["article:1"])
    assert one.are_unchanged(slots_of(["article:2", "section:1"]), since)


def test_purging_everything_reaches_what_has_no_tag(two):
    one, other = two
    since = one.counter
    other.bump_everything()
    assert not one.are_unchanged(slots_of([]), since)


def test_what_is_gone_is_remembered_apart(two):
    one, other = two
    since, slots = one.counter, slots_of(["article:1"])
    one.bump(["article:1"])
    assert other.are_there(slots, since)
    one.bump(["article:1"], gone=True)
    assert not other.are_there(slots, since)


def test_a_purge_that_is_heard_again_throws_nothing_away_twice(two):
    one, other = two
    one.bump(["article:1"], number=77)
    since = one.counter
    other.bump(["article:1"], number=77)
    assert one.counter == since
    other.bump(["article:1"], number=78)
    assert one.counter == since + 1


def test_no_number_is_taken_twice(tmp_path):
    def work():
        mine = Generations(tmp_path / "pages")
        for number in range(100):
            mine.bump([f"article:{number}"])

    one = Generations(tmp_path / "pages")
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert one.counter == 1 + 400


def test_other_processes_write_the_same_map(tmp_path):
    one = Generations(tmp_path / "pages")
    since = one.counter
    code = (
        "import sys; from pathlib import Path; from articles.page_cache.generations import Generations\n"
        "g = Generations(Path(sys.argv[1]))\n"
        "for n in range(50): g.bump(['front'])"
    )
    others = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "pages")],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        )
        for _ in range(2)
    ]
    assert [other.wait(60) for other in others] == [0, 0]
    assert one.counter == since + 100


def test_a_map_that_outlived_a_start_of_the_machine_is_another_machine(tmp_path, monkeypatch):
    one = Generations(tmp_path / "pages")
    one.bump(["front"])
    machine = one.machine
    assert Generations(tmp_path / "pages").machine == machine
    monkeypatch.setattr(generations, "boot", lambda: 12345)
    assert Generations(tmp_path / "pages").machine != machine


def test_a_map_that_somebody_deleted_is_made_anew(settings):
    one = here()
    one.path.unlink()
    assert here() is not one
    assert here().machine != one.machine


def test_a_full_disk_is_an_error_and_not_a_crash(tmp_path, monkeypatch):
    def full(fd, start, length):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "posix_fallocate", full)
    with pytest.raises(OSError, match="No space"):
        Generations(tmp_path / "pages")
