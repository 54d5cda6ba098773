"""The comment form in a process of its own: same answers, and whatever becomes of that process, no comment is lost."""

import io
import os
import signal
import threading
import time

import pytest

from newsroom import apart
from newsroom.apart import Apart
from newsroom.in_turn import SMALL
from tests.running.toy import application

FORM = "/comments/abc/post/"
SECONDS = 20  # that a helper may take to start on a busy machine


def ask(wsgi, path=FORM, body=b"hello", **environ):
    """(process, content) of an answer."""
    said = []
    given = {"REQUEST_METHOD": "POST", "PATH_INFO": path, "CONTENT_LENGTH": str(len(body)), "SERVER_NAME": "x"}
    given |= {"wsgi.input": io.BytesIO(body), "wsgi.multiprocess": False} | environ
    content = b"".join(wsgi(given, lambda status, headers: said.append((status, dict(headers)))))
    status, headers = said[0]
    assert status == "200 OK"
    assert headers["X-Method"] == given["REQUEST_METHOD"]
    return int(headers["X-Process"]), content


def until(true):
    deadline = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < deadline, "It took too long."
        time.sleep(0.02)


@pytest.fixture
def wsgi():
    made = Apart(application, "tests.running.toy.application")
    made.begun = float("-inf")
    yield made
    until(lambda: not [each for each in threading.enumerate() if each.name == "comments-apart"])
    if made.helper:
        made.helper.end()


@pytest.fixture
def ready(wsgi):
    """With its helper, which the first request starts and does not wait for."""
    assert ask(wsgi) == (os.getpid(), b"got: hello")
    until(lambda: wsgi.helper)
    return wsgi


def test_the_form_is_answered_by_the_helper(ready):
    process, content = ask(ready)
    assert process == ready.helper.process.pid
    assert content == b"got: hello"
    assert ask(ready, body=b"", REQUEST_METHOD="GET") == (process, b"got: ")


def test_nothing_else_is(ready):
    for path in ("/", "/comments/abc/", "/comments/abc/post/more/", "/x/comments/abc/post/", "/comments/a/b/post/"):
        assert ask(ready, path)[0] == os.getpid()


def test_what_is_large_stays_with_the_worker(ready):
    for environ in ({"CONTENT_LENGTH": str(SMALL + 1)}, {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}):
        assert ask(ready, **environ)[0] == os.getpid()


def test_the_worker_answers_when_the_helper_dies_over_it_and_starts_another(ready, monkeypatch, caplog):
    first = ready.helper.process
    assert ask(ready, "/comments/dies/post/", b"kept") == (os.getpid(), b"got: kept")
    assert "died" in caplog.text
    assert first.returncode is not None  # no zombie is left
    assert ask(ready) == (os.getpid(), b"got: hello")  # one that starts and dies again and again is no use
    assert ready.helper is None
    monkeypatch.setattr(apart, "PAUSE", 0)
    assert ask(ready) == (os.getpid(), b"got: hello")
    until(lambda: ready.helper)
    assert ask(ready)[0] == ready.helper.process.pid


def test_one_that_was_killed_between_two_requests_is_noticed(ready):
    os.kill(ready.helper.process.pid, signal.SIGKILL)
    assert ask(ready) == (os.getpid(), b"got: hello")


def test_one_that_hangs_is_given_up(ready, monkeypatch):
    monkeypatch.setattr(apart, "LONGEST", 0.2)
    os.kill(ready.helper.process.pid, signal.SIGSTOP)
    assert ask(ready) == (os.getpid(), b"got: hello")
    assert ready.helper is None


def test_what_the_application_fails_over_there_the_worker_tries_and_the_helper_goes_on(ready):
    assert ask(ready, "/comments/fails/post/", b"kept") == (os.getpid(), b"got: kept")
    assert ask(ready)[0] == ready.helper.process.pid


def test_whoever_comes_while_it_is_busy_waits_for_it(ready):
    answers = []
    askers = [
        threading.Thread(target=lambda: answers.append(ask(ready, "/comments/slow/post/"))) for _number in range(5)
    ]
    began = time.monotonic()
    for each in askers:
        each.start()
    for each in askers:
        each.join()
    assert answers == [(ready.helper.process.pid, b"got: hello")] * 5
    assert time.monotonic() - began >= 3  # a second for each two of them


def test_it_is_deaf_to_what_ends_the_worker_and_ends_with_it(ready):
    process = ready.helper.process
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        process.send_signal(each)
    assert ask(ready)[0] == process.pid
    while not ready.helper.lanes.empty():
        ready.helper.lanes.get().close()
    assert process.wait(timeout=SECONDS) == 0


def test_a_worker_that_has_just_begun_starts_none():
    wsgi = Apart(application, "tests.running.toy.application")
    assert ask(wsgi) == (os.getpid(), b"got: hello")
    assert not [each for each in threading.enumerate() if each.name == "comments-apart"]


def test_without_a_helper_the_worker_does_it_all(caplog):
    wsgi = Apart(application, "tests.running.toy.no_such_thing")
    wsgi.begun = float("-inf")
    assert ask(wsgi) == (os.getpid(), b"got: hello")
    until(lambda: "could be started" in caplog.text)
    assert ask(wsgi) == (os.getpid(), b"got: hello")
    assert wsgi.helper is None
