"""A hub is told of news once, by the tick, in nobody's way, and never a machine inside by mistake."""

import socket
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from articles.desk import clockwork
from articles.models import Correction, FeedNews
from articles.publishing import workflow
from articles.syndication.hub import asking, telling
from tests import world
from tests.listening import Quiet, listening

pytestmark = pytest.mark.django_db


class Hub(ThreadingHTTPServer):
    """A hub on this machine that keeps what it is told."""

    def __init__(self, *args):
        super().__init__(*args)
        self.told, self.status, self.delay = [], 204, 0.0


class Heard(Quiet, BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append(parse_qs(body.decode()))
        time.sleep(self.server.delay)
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()


@pytest.fixture
def hub(settings):
    with listening(Heard, Hub) as server:
        settings.WEBSUB_HUB = f"http://127.0.0.1:{server.server_port}/hub"
        yield server


def paths(hub):
    return [urlsplit(question["hub.url"][0]).path for question in hub.told]


def test_every_feed_of_a_story_is_told_once_in_every_form(hub):
    section, topic, author = world.make_section(slug="s"), world.make_topic(slug="t"), world.make_author(slug="a")
    world.make_live(section=section, topics=[topic], authors=[author])
    clockwork.run()
    feeds = ["/feeds/all", "/feeds/sections/s", "/feeds/topics/t", "/feeds/authors/a"]
    assert sorted(paths(hub)) == sorted(f"{feed}.{form}" for feed in feeds for form in ("rss", "atom", "json"))
    assert all(question["hub.mode"] == ["publish"] for question in hub.told)
    assert all(question["hub.url"][0].startswith("http://testserver/") for question in hub.told)
    clockwork.run()
    assert len(hub.told) == 12
    assert not FeedNews.objects.filter(next_try__isnull=False).exists()


def test_two_stories_of_a_run_are_one_piece_of_news_for_their_feed(hub):
    for _number in range(2):
        world.make_live(section=world.make_section(slug="s", name="S"))
    clockwork.run()
    assert len(hub.told) == len(set(paths(hub))) == 6


def test_a_withdrawal_and_a_correction_are_news_too_and_what_is_planned_is_none_yet(hub):
    edition = world.make_live()
    world.make_scheduled()
    clockwork.run()
    assert paths(hub).count("/feeds/all.rss") == 1
    hub.told.clear()
    Correction.objects.create(article=edition.article, text="Wrong.")
    workflow.withdraw(edition.article, by=None)
    clockwork.run()
    assert {"/feeds/all.rss", "/feeds/corrections.atom"} <= set(paths(hub))


def test_without_a_hub_nothing_is_noted_and_nothing_asked(settings):
    settings.WEBSUB_HUB = ""
    world.make_live()
    assert clockwork.run().failures == []
    assert not FeedNews.objects.exists()


@pytest.mark.parametrize("status", [302, 400, 500])
def test_a_hub_that_refuses_is_asked_again_later_and_breaks_nothing(hub, status):
    hub.status = status
    world.make_live()
    assert clockwork.run().failures == []
    assert len(hub.told) == 1  # the run ends with the first failure
    failed = FeedNews.objects.get(failures=1)
    assert failed.problem == f"status {status}"
    assert failed.next_try > timezone.now()
    hub.status = 200
    now = timezone.now()
    assert telling.tell_due(now) == 5
    assert telling.tell_due(now + timedelta(minutes=2)) == 1
    assert FeedNews.objects.filter(next_try__isnull=True, failures=0, problem="").count() == 6


def test_waits_grow_and_after_a_dozen_failures_it_is_given_up_until_there_is_news(hub):
    hub.status = 500
    now = timezone.now() + timedelta(hours=1)  # ahead of the clock, which has a say in what is due
    news = FeedNews.objects.create(path="/feeds/all.rss", changed=now, next_try=now)
    waits = []
    for _number in range(telling.GIVEN_UP):
        moment = news.next_try
        telling.tell_due(moment)
        news.refresh_from_db()
        waits.append(news.next_try - moment if news.next_try else None)
    assert waits[:3] == [timedelta(minutes=minutes) for minutes in (1, 2, 4)]
    assert (waits[-2], waits[-1]) == (timedelta(hours=6), None)
    hub.status = 204
    world.make_live()
    clockwork.run()
    news.refresh_from_db()
    assert (news.failures, news.told is not None) == (0, True)


def test_news_that_comes_while_the_hub_is_told_is_told_again(hub, monkeypatch):
    now = timezone.now()
    FeedNews.objects.create(path="/feeds/all.rss", changed=now, next_try=now)
    tell = asking.tell

    def more_news(*args):
        tell(*args)
        later = now + timedelta(seconds=1)
        FeedNews.objects.update(changed=later, next_try=later)

    monkeypatch.setattr(asking, "tell", more_news)
    telling.tell_due(now)
    assert FeedNews.objects.get().next_try == now + timedelta(seconds=1)


def test_what_another_run_has_claimed_is_left_to_it(hub):
    now = timezone.now()
    news = FeedNews.objects.create(path="/feeds/all.rss", changed=now, next_try=now)
    assert telling.claimed(news, now)
    assert not telling.claimed(news, now)
    assert telling.tell_due(now) == 0
    assert telling.tell_due(now + telling.CLAIM) == 1  # it died


def test_a_hub_that_does_not_answer_costs_a_bounded_time(hub, monkeypatch):
    monkeypatch.setattr(asking, "PATIENCE", 0.2)
    hub.delay = 1.0
    began = time.monotonic()
    with pytest.raises(asking.Untold, match="no answer"):
        asking.tell(f"http://127.0.0.1:{hub.server_port}/", "http://testserver/feeds/all.rss")
    assert time.monotonic() - began < 0.9


def test_a_hub_that_drips_is_hung_up_on(monkeypatch):
    monkeypatch.setattr(asking, "LONGEST", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        ended = threading.Event()

        def drip():
            connection, _address = server.accept()
            with connection:
                while not ended.wait(0.05):
                    try:
                        connection.sendall(b"H")
                    except OSError:
                        return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        with pytest.raises(asking.Untold):
            asking.tell(f"http://127.0.0.1:{server.getsockname()[1]}/", "http://testserver/feeds/all.rss")
        ended.set()
        thread.join()


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1%eth0", "192.168.0.1"])
def test_a_name_that_leads_inside_is_not_asked(monkeypatch, address):
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443)), (0, 0, 0, "", (address, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: rows)
    with pytest.raises(asking.Untold, match="private network"):
        asking.tell("https://hub.example.org/", "http://testserver/feeds/all.rss")


def test_what_is_connected_to_is_the_address_that_was_looked_at(monkeypatch):
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: rows)
    asked = []

    def create_connection(where, timeout):
        asked.append(where)
        raise OSError("no network here")

    monkeypatch.setattr(socket, "create_connection", create_connection)
    with pytest.raises(asking.Untold, match="no connection"):
        asking.tell("https://hub.example.org/", "http://testserver/feeds/all.rss")
    assert asked == [("93.184.216.34", 443)]
