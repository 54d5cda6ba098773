"""Figures for Prometheus: for whoever has the token, of all processes together, and true."""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from articles.desk.models import Tick
from articles.models import Comment
from newsroom import environment, health
from newsroom.metrics import gauges, tally
from newsroom.metrics.tally import Tally
from newsroom.metrics.text import Family, Sample, exposition
from tests import world
from tests.project.checkout import ROOT

TOKEN = "a-token-of-more-than-20-letters"
pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(settings, tmp_path):
    settings.METRICS_TOKEN = TOKEN
    settings.METRICS_FILE = tmp_path / "metrics" / "tally"
    settings.BACKUP_DIR = tmp_path / "backups"
    return Client()


def scrape(client):
    """Every sample, as Prometheus' own parser reads it: {(name, labels): value}."""
    response = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert response.status_code == 200
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(response.content.decode())
        for sample in family.samples
    }


def requests(seen, area, status):
    return seen["newsroom_requests_total", ("area", area), ("status", status)]


def test_without_a_token_in_the_settings_there_is_no_such_page(client, settings):
    settings.METRICS_TOKEN = ""
    for said in ("", "Bearer ", f"Bearer {TOKEN}"):
        assert client.get("/metrics", headers={"Authorization": said}).status_code == 404


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN, "Bearer é"])
def test_with_another_token_nothing_is_told(counted, said):
    response = counted.get("/metrics", headers={"Authorization": said})
    assert (response.status_code, response["WWW-Authenticate"]) == (401, 'Bearer realm="metrics"')
    assert b"newsroom_" not in response.content
    assert response["Cache-Control"] == "no-store"


def test_it_is_never_kept_and_sets_no_cookie(counted):
    response = counted.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"].startswith("text/plain; version=0.0.4")
    assert not response.cookies


def test_the_token_is_compared_in_constant_time(counted, monkeypatch):
    from newsroom.metrics import views

    asked = []
    monkeypatch.setattr(views.hmac, "compare_digest", lambda *both: asked.append(both) or True)
    counted.get("/metrics", headers={"Authorization": "Bearer other"})
    assert asked == [(b"other", TOKEN.encode())]


@pytest.mark.parametrize("word", ["short", "x" * 19, "with a space in the middle of it", "é" * 30])
def test_a_token_that_can_be_guessed_is_refused(monkeypatch, word):
    monkeypatch.setenv("METRICS_TOKEN", word)
    with pytest.raises(environment.ImproperlyConfigured, match="METRICS_TOKEN can be guessed"):
        environment.metrics_token()


def test_requests_are_counted_by_area_and_class(counted):
    counted.get("/")
    counted.get("/no-such-page/")
    counted.get("/admin/")
    counted.get("/api/v1/articles/")
    counted.post("/comments/abcdefgh/post/")
    seen = scrape(counted)
    assert requests(seen, "page", "2xx") == 1
    assert requests(seen, "page", "4xx") == 1
    assert requests(seen, "desk", "3xx") == 1
    assert requests(seen, "api", "2xx") + requests(seen, "api", "4xx") == 1
    assert requests(seen, "post", "4xx") == 1
    assert seen["newsroom_request_seconds_count", ("area", "page")] == 2
    assert seen["newsroom_request_seconds_bucket", ("area", "page"), ("le", "+Inf")] == 2
    assert seen["newsroom_request_seconds_sum", ("area", "page")] > 0


def test_whoever_watches_is_not_counted(counted):
    for path in ("/healthz", "/readyz", "/metrics"):
        counted.get(path)
    seen = scrape(counted)
    assert sum(value for (name, *_), value in seen.items() if name == "newsroom_requests_total") == 0


def test_an_error_counts_as_one(counted, monkeypatch):
    def fails(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("newsroom.health.answer", fails)
    monkeypatch.setattr("newsroom.metrics.counting.NOT_COUNTED", set())
    counted.raise_request_exception = False
    assert counted.get("/healthz").status_code == 500
    assert requests(scrape(counted), "page", "5xx") == 1


def test_queries_and_their_time_are_counted(counted):
    with CaptureQueriesContext(connection) as asked:
        counted.get("/")
        number = len(asked)
    seen = scrape(counted)
    assert seen["newsroom_database_queries_total",] == number > 0
    assert seen["newsroom_database_query_seconds_total",] > 0


def test_histograms_never_fall_from_bound_to_bound(counted):
    for _ in range(20):
        counted.get("/")
    seen = scrape(counted)
    steps = [
        seen["newsroom_request_seconds_bucket", ("area", "page"), ("le", str(bound))] for bound in tally.BOUNDS[:-1]
    ]
    assert steps == sorted(steps)
    assert seen["newsroom_request_seconds_bucket", ("area", "page"), ("le", "+Inf")] == 20


ADD_OFTEN = """
import sys, threading
from pathlib import Path
from newsroom.metrics.tally import Tally
mine = Tally(Path(sys.argv[1]))
add = lambda: [mine.add({"queries": 1, "query_seconds": 0.5}) for _ in range(300)]
threads = [threading.Thread(target=add) for _ in range(2)]
[each.start() for each in threads]
[each.join() for each in threads]
"""


def test_no_count_of_several_processes_and_threads_is_lost(tmp_path):
    path = tmp_path / "tally"
    workers = [subprocess.Popen([sys.executable, "-c", ADD_OFTEN, str(path)], cwd=ROOT) for _ in range(3)]
    assert [each.wait() for each in workers] == [0, 0, 0]
    seen = Tally(path).read()
    assert (seen["queries"], seen["query_seconds"]) == (1800, 900)


def test_counts_outlive_a_worker_and_begin_anew_with_another_layout(tmp_path):
    path = tmp_path / "tally"
    first = Tally(path)
    first.add({"queries": 3})
    first.close()
    assert Tally(path).read()["queries"] == 3
    with path.open("r+b") as file:
        file.write(b"another!")
    assert Tally(path).read()["queries"] == 0


def test_queues_and_the_tick_are_told(counted):
    edition = world.make_live()
    for status in (Comment.Status.WAITING, Comment.Status.WAITING, Comment.Status.APPROVED):
        world.make_comment(edition, status=status)
    now = timezone.now()
    Comment.objects.update(created=now - timedelta(hours=1))
    Tick.objects.create(started=now, ended=now, failures=[{"edition": 1, "event": "live"}])
    seen = scrape(counted)
    assert seen["newsroom_comment_queue", ("queue", "held")] == 2
    assert 3600 <= seen["newsroom_comment_queue_oldest_seconds",] < 3700
    assert seen["newsroom_tick_failures",] == 1
    assert seen["newsroom_tick_started_timestamp_seconds",] == pytest.approx(now.timestamp(), abs=1)
    assert seen["newsroom_database_up",] == 1


def test_queries_do_not_grow_with_the_queue(counted, django_assert_max_num_queries):
    scrape(counted)
    edition = world.make_live()
    for _ in range(20):
        world.make_comment(edition, status=Comment.Status.WAITING)
    with django_assert_max_num_queries(10):
        scrape(counted)


def test_the_page_cache_s_counters_are_told_and_may_be_absent(counted, settings, tmp_path, monkeypatch):
    settings.PAGE_CACHE = True
    settings.PAGE_CACHE_FOLDER = tmp_path / "pages"
    assert scrape(counted)["newsroom_page_cache_answers_total", ("how", "hit")] == 0
    monkeypatch.setitem(sys.modules, "articles.page_cache.metrics", None)
    seen = scrape(counted)
    assert not [name for name, *_ in seen if "page_cache" in name]
    assert "newsroom_requests_total" in {name for name, *_ in seen}


def test_a_database_that_is_down_is_told_and_the_rest_too(counted, monkeypatch):
    def down(*args):
        raise OperationalError("connection refused")

    monkeypatch.setattr(health, "ask_database", down)
    monkeypatch.setattr("django.db.models.query.QuerySet.count", down)
    seen = scrape(counted)
    assert seen["newsroom_database_up",] == 0
    names = {name for name, *_ in seen}
    assert "newsroom_comment_queue" not in names
    assert "newsroom_disk_free_bytes" in names


def test_the_newest_whole_backup_is_told(counted, settings):
    for name in ("2026-11-01T03-00-00Z", "2026-11-02T03-00-00Z", ".unfinished-2026-11-03T03-00-00Z"):
        (settings.BACKUP_DIR / name).mkdir(parents=True)
        (settings.BACKUP_DIR / name / "manifest.sha256").touch()
    seen = scrape(counted)
    assert seen["newsroom_backups",] == 2
    assert seen["newsroom_backup_timestamp_seconds",] == 1793588400


def test_a_disk_that_takes_no_counts_keeps_nobody_from_reading(counted, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.METRICS_FILE = tmp_path / "file" / "tally"
    assert counted.get("/").status_code == 200


def test_labels_with_quotes_and_line_ends_are_read_back_as_they_were():
    odd = 'a"b\\c\nd'
    said = exposition(
        [Family("newsroom_odd", "gauge", odd, [Sample(1.5, {"name": odd})]), Family("newsroom_none", "gauge", "")]
    )
    [family] = text_string_to_metric_families(said)
    assert family.samples[0].labels == {"name": odd}
    assert "newsroom_none" not in said


def test_without_a_token_nothing_stands_around_requests(settings):
    settings.METRICS_TOKEN = ""
    handler = WSGIHandler()
    assert "CountingMiddleware" not in repr(handler._middleware_chain)


def test_every_part_can_be_told(counted):
    families = {family.name: family for family in gauges.families()}
    assert all(each.words and each.name.startswith("newsroom_") for each in families.values())
