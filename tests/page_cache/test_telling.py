"""A CDN is told of each purge, after commit, by files that wait until it was; no save waits for it."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler

import pytest

from articles.desk import clockwork
from articles.page_cache import purge, telling
from tests.listening import Quiet, listening


class Cdn(Quiet, BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def cdn():
    with listening(Cdn) as server:
        server.asked, server.status = [], 200
        yield server


@pytest.fixture(autouse=True)
def told(cdn, settings, monkeypatch):
    settings.PAGE_CACHE_PURGE_URLS = [f"http://127.0.0.1:{cdn.server_port}/purge?x=1"]
    settings.PAGE_CACHE_PURGE_HEADER = ("Fastly-Key", "secret")
    monkeypatch.setattr(telling, "go_on", lambda: None)  # each test sends by itself


def say(*tags):
    telling.note(None, frozenset(tags))


def test_the_tags_go_out_as_header_and_as_json(cdn):
    say("article:1", "front")
    assert telling.send_due() == 1
    ((path, headers, body),) = cdn.asked
    assert path == "/purge?x=1"
    assert headers["Surrogate-Key"] == "article:1 front"
    assert headers["Fastly-Key"] == "secret"
    assert body == {"tags": ["article:1", "front"]}
    assert telling.waiting() == []
    assert telling.send_due() == 0


def test_many_tags_are_several_requests(cdn):
    say(*(f"article:{number}" for number in range(70)))
    assert telling.send_due() == 3
    assert len({tag for _path, _headers, body in cdn.asked for tag in body["tags"]}) == 70


def test_a_failure_is_written_down_and_tried_again_with_growing_pauses(cdn, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(telling, "now", lambda: clock[0])
    cdn.status = 500
    say("front")
    assert telling.send_due() == 0
    (letter,) = telling.waiting()
    assert (letter["tries"], letter["error"]) == (1, "500 Internal Server Error")
    assert telling.send_due() == 0
    assert len(cdn.asked) == 1  # not due yet
    clock[0] += 1.1
    telling.send_due()
    assert telling.waiting()[0]["next"] == clock[0] + 2
    cdn.status = 200
    clock[0] += 2.1
    assert telling.send_due() == 1
    assert telling.waiting() == []


def test_nobody_there_is_a_failure_too(settings):
    settings.PAGE_CACHE_PURGE_URLS = ["http://127.0.0.1:9/purge"]
    say("front")
    assert telling.send_due() == 0
    assert "ConnectionRefusedError" in telling.waiting()[0]["error"]


def test_after_a_day_it_is_given_up(cdn, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(telling, "now", lambda: clock[0])
    cdn.status = 500
    say("front")
    clock[0] += telling.GIVEN_UP + 1
    telling.send_due()
    assert telling.waiting() == []


@pytest.mark.django_db
def test_the_tick_sends_what_waits(cdn):
    say("front")
    clockwork.run()
    assert len(cdn.asked) == 1


@pytest.mark.django_db
def test_a_verb_is_told_of_after_commit(cdn, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        purge("article:7")
        assert telling.waiting() == []
    assert [letter["tags"] for letter in telling.waiting()] == [["article:7"]]


def test_without_an_address_nothing_is_written(settings):
    settings.PAGE_CACHE_PURGE_URLS = []
    say("front")
    assert not telling.outbox().exists()


def test_the_thread_sends_by_itself(cdn, monkeypatch):
    monkeypatch.undo()
    telling.write(
        {"url": f"http://127.0.0.1:{cdn.server_port}/p", "tags": ["a"], "since": telling.now(), "tries": 0, "next": 0}
    )
    telling.go_on()
    for _time in range(100):
        if cdn.asked:
            break
        threading.Event().wait(0.05)
    assert cdn.asked[0][2] == {"tags": ["a"]}


def test_a_clock_set_back_does_not_put_off_what_failed_before(cdn, monkeypatch):
    clock = telling.now()
    address = f"http://127.0.0.1:{cdn.server_port}/p"
    monkeypatch.setattr(telling, "now", lambda: clock + 24 * 60 * 60)
    letter = {
        "url": address,
        "tags": ["a"],
        "since": telling.now(),
        "tries": 1,
        "next": telling.now() + telling.PAUSES[0],
    }
    telling.write(letter)
    assert telling.send_due() == 0
    monkeypatch.setattr(telling, "now", lambda: clock)
    assert telling.send_due() == 1
    assert [body for _path, _headers, body in cdn.asked] == [{"tags": ["a"]}]
