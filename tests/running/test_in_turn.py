"""Few requests are worked on at once, and no slow client holds a turn."""

import io
import threading
import time

import pytest

from articles.page_cache import availability
from newsroom import in_turn
from newsroom.in_turn import SMALL, TURNS, InTurn


class Counted:
    """A WSGI application that takes a while, and knows how many were in it at once."""

    def __init__(self):
        self.inside = self.most = 0
        self.lock = threading.Lock()
        self.bodies = []

    def __call__(self, environ, start_response):
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        time.sleep(0.05)
        self.bodies.append(environ["wsgi.input"].read())
        with self.lock:
            self.inside -= 1
        start_response("200 OK", [])
        return [b"done"]


class Slow(io.BytesIO):
    """A body whose sender takes his time, until `arrives` is set."""

    def __init__(self, content, arrives):
        super().__init__(content)
        self.arrives = arrives

    def read(self, size=-1):
        assert self.arrives.wait(20)
        return super().read(size)


def asked(wsgi, body=b"", source=None, **environ):
    given = {"CONTENT_LENGTH": str(len(body)), "wsgi.input": source or io.BytesIO(body)} | environ
    return threading.Thread(target=wsgi, args=(given, lambda *said: None))


def all_of(threads):
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
        assert not each.is_alive()


def test_at_most_so_many_are_worked_on_at_once_and_all_are():
    counted = Counted()
    wsgi = InTurn(counted)
    all_of([asked(wsgi, b"words") for _number in range(8)])
    assert counted.most == TURNS
    assert counted.bodies == [b"words"] * 8


def test_a_turn_is_given_back_after_a_failure():
    def fails(environ, start_response):
        raise ValueError

    wsgi = InTurn(fails)
    for _number in range(TURNS + 1):
        with pytest.raises(ValueError):  # noqa: PT011 - the one above
            wsgi({"CONTENT_LENGTH": "", "wsgi.input": io.BytesIO()}, lambda *said: None)


def test_what_was_said_of_this_request_is_known_in_its_turn():
    seen = []

    def application(environ, start_response):
        seen.append(availability.patience())
        start_response("404 Not Found", [("X-A", "b")])
        return [b"no", b"thing"]

    said = []
    with availability.waiting_at_most(0.5):
        answer = InTurn(application)({"CONTENT_LENGTH": ""}, lambda *words: said.append(words))
    assert (seen, said, answer) == ([0.5], [("404 Not Found", [("X-A", "b")])], [b"nothing"])


def test_slow_clients_hold_no_turn():
    counted, arrives = Counted(), threading.Event()
    wsgi = InTurn(counted)
    slow = [asked(wsgi, b"slow", Slow(b"slow", arrives)) for _number in range(TURNS + 1)]
    for each in slow:
        each.start()
    all_of([asked(wsgi, b"fast")])
    assert counted.bodies == [b"fast"]
    arrives.set()
    for each in slow:
        each.join(20)
    assert counted.bodies == [b"fast", *[b"slow"] * (TURNS + 1)]


@pytest.mark.parametrize(
    "environ", [{"CONTENT_LENGTH": str(SMALL + 1)}, {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}]
)
def test_what_is_large_or_of_unknown_length_takes_no_turn(environ):
    counted, arrives = Counted(), threading.Event()
    wsgi = InTurn(counted)
    large = [asked(wsgi, source=Slow(b"much", arrives), **environ) for _number in range(TURNS + 1)]
    for each in large:
        each.start()
    all_of([asked(wsgi, b"fast")])
    arrives.set()
    for each in large:
        each.join(20)
    assert counted.most > TURNS


@pytest.mark.parametrize("length", ["-1", "²", "9" * 5000, "1e3", " 4", str(SMALL + 1)])
def test_length_that_is_none_or_too_much_is_left_to_the_application(length):
    assert in_turn.body_of({"CONTENT_LENGTH": length, "wsgi.input": io.BytesIO(b"words")}) is None


@pytest.mark.parametrize("length", ["", "0"])
def test_nothing_is_read_of_a_request_without_a_body(length):
    assert in_turn.body_of({"CONTENT_LENGTH": length, "wsgi.input": None}) == b""


def test_body_that_was_cut_off_is_what_came():
    assert in_turn.body_of({"CONTENT_LENGTH": "9", "wsgi.input": io.BytesIO(b"words")}) == b"words"
