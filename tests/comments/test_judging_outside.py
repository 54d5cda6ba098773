"""The outside check: asked last, for a second at most, in no transaction; whatever goes wrong, the comment waits."""

import contextlib
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from articles.comments.judging import Answer, Case, outside
from articles.comments.judging.gathering import judged
from articles.comments.posting import Submission, post
from articles.models import ListedWord
from newsroom import environment
from tests import world
from tests.listening import Quiet, listening

CASE = Case(policy="open", name="Ada Reader", text="The pier was closed. ✓")


class Service(Quiet, BaseHTTPRequestHandler):
    """Answers as the server's `say` does, and keeps what it was sent."""

    def do_POST(self):
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, parse_qs(sent.decode()), dict(self.headers)))
        with contextlib.suppress(OSError):  # the product hung up, as it should
            self.server.say(self)


def saying(body, status=200, **headers):
    def say(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return say


def hanging(handler):
    time.sleep(3)


def dripping(handler):
    """A byte of a header now and then: each read is quick, the whole never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _byte in range(200):
        handler.wfile.write(b"x")
        time.sleep(0.05)


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    for _block in range(4_000):
        handler.wfile.write(b"true" * 16_384)  # 256 MB if somebody read it


@contextlib.contextmanager
def service(say):
    with listening(Service, ThreadingHTTPServer) as server:
        server.block_on_close, server.say, server.asked = False, say, []
        yield server


def check(server, path="/1.1/comment-check"):
    return outside.Akismet(f"http://127.0.0.1:{server.server_port}{path}", "k3y", site="https://news.example.org")


def answer_to(say):
    """What comes of asking, and how many seconds it took."""
    with service(say) as server:
        began = time.monotonic()
        answer = check(server).asked(CASE)
        return answer.found, time.monotonic() - began


def test_it_is_told_the_name_the_text_and_the_site_and_nothing_else():
    with service(saying(b"false")) as server:
        assert check(server).asked(CASE) == Answer(found="", version="akismet 1.1 127.0.0.1")
        [(path, sent, headers)] = server.asked
    assert path == "/1.1/comment-check"
    assert sent == {
        "api_key": ["k3y"],
        "blog": ["https://news.example.org"],
        "blog_charset": ["UTF-8"],
        "user_ip": ["127.0.0.1"],
        "comment_type": ["comment"],
        "comment_author": ["Ada Reader"],
        "comment_content": ["The pier was closed. ✓"],
    }
    assert set(headers) == {"Host", "Accept-Encoding", "Content-Type", "Content-Length", "User-Agent", "Connection"}


@pytest.mark.parametrize(
    ("say", "found"),
    [
        (saying(b"false"), ""),
        (saying(b"false\n"), ""),
        (saying(b"true"), "says it is spam"),
        (saying(b"invalid"), "no answer: neither true nor false"),
        (saying(b""), "no answer: neither true nor false"),
        (saying(b"\xff\xfe<html>true"), "no answer: neither true nor false"),
        (saying(b"false", 500), "no answer: status 500"),
        (saying(b"false", 403), "no answer: status 403"),
        (lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n"), "no answer: no connection (BadStatusLine)"),
        (lambda handler: None, "no answer: no connection (RemoteDisconnected)"),
        (endless, "no answer: neither true nor false"),
    ],
)
def test_only_true_and_false_are_answers_and_all_else_is_a_reason_to_wait(say, found):
    said, seconds = answer_to(say)
    assert said == found
    assert seconds < 1


@pytest.mark.parametrize("say", [hanging, dripping])
def test_it_gets_one_second_however_it_spends_it(say):
    said, seconds = answer_to(say)
    assert said == "no answer: took longer than a second"
    assert 0.9 < seconds < 1.3


def test_a_look_up_of_a_name_that_hangs_counts_as_well(monkeypatch):
    released = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: released.wait(5) and [])
    began = time.monotonic()
    answer = outside.Akismet("https://akismet.example/1.1/comment-check", "k", site="").asked(CASE)
    released.set()
    assert answer.found == "no answer: took longer than a second"
    assert time.monotonic() - began < 1.3


def test_nobody_there_is_found_out_at_once():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    answer = outside.Akismet(f"http://127.0.0.1:{port}/", "k", site="").asked(CASE)
    assert answer.found == "no answer: no connection (ConnectionRefusedError)"


def test_a_redirect_is_not_followed_even_to_the_same_host():
    with service(saying(b"false")) as other:
        said, _seconds = answer_to(saying(b"", 307, Location=f"http://127.0.0.1:{other.server_port}/"))
        assert other.asked == []
    assert said == "no answer: status 307"


def test_a_service_that_speaks_no_tls_gets_no_key():
    with service(saying(b"false")) as server:
        answer = outside.Akismet(f"https://127.0.0.1:{server.server_port}/", "k3y", site="").asked(CASE)
        assert server.asked == []
    assert answer.found == "no answer: no connection (SSLError)"


def test_a_service_that_fails_again_and_again_is_left_alone_for_a_while(monkeypatch):
    with service(saying(b"", 500)) as server:
        asking = check(server)
        answers = [asking.asked(CASE).found for _time in range(6)]
        assert len(server.asked) == outside.FAILURES
        assert answers[3:] == ["no answer: it failed several times just now"] * 3
        server.say = saying(b"false")
        asking._rests_until = time.monotonic()
        assert asking.asked(CASE).found == ""
        assert asking.asked(CASE).found == ""


def test_few_are_asked_at_once_and_the_places_come_back():
    with service(hanging) as server:
        asking = check(server)
        found = []
        threads = [threading.Thread(target=lambda: found.append(asking.asked(CASE).found)) for _thread in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(server.asked) <= outside.AT_ONCE
        assert all(found)
        server.say, asking._rests_until = saying(b"false"), 0.0
        deadline = time.monotonic() + 3
        while asking.asked(CASE).found and time.monotonic() < deadline:
            asking._rests_until = 0.0
            time.sleep(0.05)
        assert asking.asked(CASE).found == ""


def test_no_thread_is_left_after_a_slow_answer():
    answer_to(dripping)
    deadline = time.monotonic() + 2
    while any(thread.name == "outside check" for thread in threading.enumerate()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not [thread for thread in threading.enumerate() if thread.name == "outside check"]


class Asked:
    """A check that notes what it was asked, and whether a transaction was open."""

    def __init__(self, found=""):
        self.found, self.cases, self.in_transaction = found, [], []

    def asked(self, case):
        self.cases.append(case)
        self.in_transaction.append(connection.in_atomic_block)
        return Answer(found=self.found, version="a check 1")


@pytest.fixture
def a_check(monkeypatch):
    check = Asked()
    monkeypatch.setattr(outside, "check_in_use", lambda: check)
    return check


def sent(edition, **fields):
    words = {"name": "Ada", "email": "ada@example.org", "text": "The pier was closed.", **fields}
    return post(edition.article, edition, Submission(**words))[0]


# Transactional: within a test's own transaction it would, rightly, not be asked.
@pytest.mark.django_db(transaction=True)
def test_it_is_asked_outside_of_any_transaction_and_a_yes_makes_the_comment_wait(a_check):
    edition = world.make_live(comment_policy="open")
    assert sent(edition).status == "approved"
    a_check.found = "says it is spam"
    comment = sent(edition, text="Another one.")
    assert comment.status == "waiting"
    assert comment.reasons == [{"rule": "outside", "match": "says it is spam", "version": "a check 1"}]
    assert a_check.in_transaction == [False, False]


@pytest.mark.django_db(transaction=True)
def test_it_is_not_asked_about_what_waits_or_is_refused_already(a_check):
    edition = world.make_live(comment_policy="open")
    ListedWord.objects.create(word="casino")
    assert sent(edition, text="My casino").status == "waiting"
    assert sent(edition, text="https://a.example").status == "waiting"
    assert sent(world.make_live(comment_policy="held")).status == "waiting"
    assert sent(world.make_live(comment_policy="newcomers")).status == "waiting"
    judged(edition.article, name="Ada", email="ada@example.org", text="The pier", trap="x")
    assert a_check.cases == []


@pytest.mark.django_db(transaction=True)
def test_within_a_transaction_it_is_not_asked_and_the_comment_waits(a_check, caplog):
    edition = world.make_live(comment_policy="open")
    with transaction.atomic():
        _case, judgement = judged(edition.article, name="Ada", email="ada@example.org", text="The pier")
    assert [verdict.code for verdict in judgement.verdicts] == ["outside"]
    assert a_check.cases == []
    assert "within a transaction" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_same_submission_twice_is_asked_about_once(a_check):
    edition = world.make_live(comment_policy="open")
    assert sent(edition, token="t" * 32).pk == sent(edition, token="t" * 32).pk
    assert len(a_check.cases) == 1


@pytest.mark.django_db(transaction=True)
def test_a_comment_is_asked_about_as_the_environment_says(settings):
    edition = world.make_live(comment_policy="open")
    with service(saying(b"true")) as server:
        settings.OUTSIDE_CHECK_URL = f"http://127.0.0.1:{server.server_port}/1.1/comment-check"
        settings.OUTSIDE_CHECK_KEY = "k3y"
        comment = sent(edition)
        assert "ada@example.org" not in str(server.asked)
        assert len(server.asked) == 1
    assert (comment.status, comment.reasons_in_words) == ("waiting", ["the outside check (says it is spam)"])
    settings.OUTSIDE_CHECK_URL = ""
    assert sent(edition, text="Nobody is asked about this one.").status == "approved"


def test_without_an_address_nobody_is_asked(monkeypatch):
    monkeypatch.delenv("OUTSIDE_CHECK_URL", raising=False)
    assert environment.outside_check() == ("", "")
    assert outside.asked(CASE) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://akismet.example/",
        "ftp://a.example",
        "akismet.example",
        "https://",
        "https://k@a.example/",
        "https://a:x",
    ],
)
def test_an_address_that_would_give_the_key_away_is_refused(monkeypatch, url):
    monkeypatch.setenv("OUTSIDE_CHECK_URL", url)
    monkeypatch.setenv("OUTSIDE_CHECK_KEY", "k3y")
    with pytest.raises(ImproperlyConfigured, match="OUTSIDE_CHECK_URL cannot be used"):
        environment.outside_check()


def test_an_address_without_a_key_is_refused(monkeypatch):
    monkeypatch.setenv("OUTSIDE_CHECK_URL", "https://a.example/1.1/comment-check")
    monkeypatch.delenv("OUTSIDE_CHECK_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="OUTSIDE_CHECK_KEY is not set"):
        environment.outside_check()
    monkeypatch.setenv("OUTSIDE_CHECK_KEY", "k3y")
    assert environment.outside_check() == ("https://a.example/1.1/comment-check", "k3y")
