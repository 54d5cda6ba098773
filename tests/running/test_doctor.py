"""The doctor says what is wrong and what to do, of each thing that can be wrong, and never falls over itself."""

import json
import socket
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from articles.desk.models import Tick
from articles.models import Edition
from articles.page_cache import hearing, telling
from articles.page_cache.generations import COUNTS, HEARD, here, now
from articles.page_cache.metrics import HIT, MISS
from articles.search import index
from bench.served import free_port
from newsroom import doctor
from newsroom.backups import shelf
from newsroom.doctor import CHECKS, Level, examining
from newsroom.doctor import machine as machine_checks
from newsroom.sqlite import library
from tests import world
from tests.listening import Quiet, listening

pytestmark = pytest.mark.django_db


def found(name):
    finding = CHECKS[name]()
    assert finding.level == Level.OK or finding.remedy or finding.level == Level.NOTE
    return finding


def said(name, level):
    finding = found(name)
    assert finding.level == level, finding
    return finding.words


@pytest.fixture(autouse=True)
def an_installation(settings, tmp_path):
    settings.VAR_DIR = settings.MEDIA_ROOT = tmp_path
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.REDIS_URL = ""


# Settings


def test_a_secret_key_that_is_missing(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.delenv("SECRET_KEY_FILE", raising=False)
    assert "no secret key" in said("secret key", Level.BAD)


@pytest.mark.parametrize(
    ("key", "level"),
    [("django-insecure-" + "abcdefghij" * 5, Level.BAD), ("a" * 60, Level.BAD), ("abcdefgh" * 5, Level.WARNING)],
)
def test_a_secret_key_that_can_be_guessed(settings, monkeypatch, key, level):
    monkeypatch.setenv("SECRET_KEY", key)
    settings.SECRET_KEY = key
    said("secret key", level)


def test_a_key_file_that_others_can_read(settings, monkeypatch, tmp_path):
    path = tmp_path / "key"
    path.write_text("k" * 60)
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("SECRET_KEY_FILE", str(path))
    settings.SECRET_KEY = "abcdefghijklmnopqrstuvwxyz" * 3
    path.chmod(0o644)
    assert "can read" in said("secret key", Level.BAD)
    path.chmod(0o600)
    said("secret key", Level.OK)


def test_debug(settings):
    settings.DEBUG = True
    said("debug", Level.BAD)
    settings.DEBUG = False
    said("debug", Level.OK)


@pytest.mark.parametrize(
    ("hosts", "level"),
    [
        (["*"], Level.WARNING),
        (["other.example.org"], Level.BAD),
        (["news.example.org"], Level.NOTE),
        ([".example.org", "127.0.0.1"], Level.OK),
    ],
)
def test_allowed_hosts(settings, hosts, level):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://news.example.org", hosts
    said("allowed hosts", level)


@pytest.mark.parametrize(
    ("url", "proxy", "level"),
    [
        ("http://127.0.0.1:8000", False, Level.NOTE),
        ("http://news.example.org", False, Level.BAD),
        ("https://news.example.org", False, Level.BAD),
        ("https://news.example.org", True, Level.OK),
    ],
)
def test_https(settings, url, proxy, level):
    settings.SITE_URL, settings.HTTPS, settings.BEHIND_PROXY = url, url.startswith("https"), proxy
    settings.SECURE_HSTS_SECONDS, settings.SESSION_COOKIE_SECURE = 1, True
    said("https", level)


def test_time_zone_data_that_are_missing(settings):
    said("time zone", Level.OK)
    settings.TIME_ZONE = "Atlantis/Poseidonis"
    assert "Atlantis" in said("time zone", Level.BAD)


def test_what_django_objects_to_is_told(settings):
    settings.SECURE_CONTENT_TYPE_NOSNIFF = False
    assert "security.W006" in said("system checks", Level.WARNING)


# The machine


@pytest.fixture
def answering():
    """A web server of our own; its answer can be changed."""
    told = {"status": 200, "headers": ["X-Content-Type-Options", "Content-Security-Policy", "Permissions-Policy"]}

    class Answers(Quiet, BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(told["status"])
            for name in told["headers"]:
                self.send_header(name, "x")
            self.end_headers()

    with listening(Answers) as server:
        yield f"http://127.0.0.1:{server.server_port}", told


def test_the_site_as_readers_reach_it(settings, answering):
    settings.SITE_URL, told = answering
    settings.HTTPS = False
    said("site", Level.OK)
    told["headers"].pop()
    assert "permissions-policy" in said("site", Level.BAD)
    told["status"] = 502
    assert "502" in said("site", Level.BAD)
    settings.SITE_URL = f"http://127.0.0.1:{free_port()}"
    said("site", Level.NOTE)


def test_a_tick_that_does_not_run_or_fails():
    assert "never run" in said("tick", Level.WARNING)
    now = timezone.now()
    tick = Tick.objects.create(started=now - timedelta(hours=2), ended=now)
    assert "2\xa0hours ago" in said("tick", Level.BAD)
    tick.started, tick.failures = now, [{"error": "no such table"}]
    tick.save()
    assert "no such table" in said("tick", Level.BAD)
    tick.failures = []
    tick.save()
    said("tick", Level.OK)


def test_a_clock_that_is_wrong(monkeypatch):
    said("clock", Level.OK)
    world.make_live()
    Edition.objects.update(created=timezone.now() + timedelta(hours=3))
    assert "is to come" in said("clock", Level.BAD)


@pytest.mark.postgres
def test_a_clock_that_is_not_the_database_s(monkeypatch):
    now = timezone.now().timestamp()
    monkeypatch.setattr(machine_checks.time, "time", lambda: now + 100)
    assert "seconds apart" in said("clock", Level.BAD)


def test_a_folder_that_cannot_be_written(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.VAR_DIR = tmp_path / "file" / "var"
    assert "VAR_DIR" in said("folders", Level.BAD)


@pytest.mark.parametrize(("free", "level"), [(10**8, Level.BAD), (10**9, Level.WARNING), (10**10, Level.OK)])
def test_a_disk_that_fills(monkeypatch, free, level):
    usage = type("Usage", (), {"free": free})
    monkeypatch.setattr(machine_checks.shutil, "disk_usage", lambda path: usage)
    assert "free on the disk" in said("disks", level)


def test_mail_that_cannot_leave(settings):
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    said("mail", Level.NOTE)
    options = {
        "host": "127.0.0.1",
        "port": free_port(),
        "username": "",
        "password": "",
        "use_ssl": False,
        "use_tls": True,
    }
    settings.MAILERS = {"default": {"BACKEND": "smtp", "OPTIONS": options}}
    assert "refuses" in said("mail", Level.BAD)


def test_mail_that_can_leave(settings):
    """A server of our own that says as much of SMTP as a greeting and a farewell."""
    listening = socket.create_server(("127.0.0.1", 0))

    def answer():
        caller, _address = listening.accept()
        with caller, caller.makefile("rwb") as stream:
            stream.write(b"220 ready\r\n")
            stream.flush()
            while line := stream.readline():
                stream.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 ok\r\n")
                stream.flush()

    thread = threading.Thread(target=answer)
    thread.start()
    options = {"host": "127.0.0.1", "port": listening.getsockname()[1], "username": "", "password": ""}
    settings.MAILERS = {"default": {"BACKEND": "smtp", "OPTIONS": options | {"use_ssl": False, "use_tls": False}}}
    said("mail", Level.OK)
    thread.join()
    listening.close()


def test_redis_that_is_away(settings, monkeypatch):
    said("redis", Level.OK)
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(machine_checks.cache, "get", lambda *args: None)
    said("redis", Level.WARNING)


def test_pages_that_are_not_kept(settings, tmp_path):
    assert not settings.PAGE_CACHE
    assert "made anew for each reader" in said("kept pages", Level.WARNING)
    (tmp_path / "file").write_text("")
    settings.PAGE_CACHE, settings.PAGE_CACHE_FOLDER = True, tmp_path / "file" / "pages"
    assert "cannot be kept" in said("kept pages", Level.BAD)


def test_how_many_pages_came_from_a_copy(settings, tmp_path):
    settings.PAGE_CACHE, settings.PAGE_CACHE_FOLDER = True, tmp_path / "pages"
    assert "nobody has asked" in said("kept pages", Level.OK)
    amounts = [0] * 6
    amounts[HIT], amounts[MISS] = 30, 10
    here().add(COUNTS, amounts)
    assert said("kept pages", Level.OK).startswith("75 % of 40 pages came from a copy")


def test_other_machines_that_nobody_hears(settings, tmp_path, monkeypatch):
    settings.PAGE_CACHE, settings.PAGE_CACHE_FOLDER = True, tmp_path / "pages"
    monkeypatch.setattr(hearing, "is_wanted", lambda: True)
    here().tell_time(HEARD, now() - 60)
    assert "five seconds" in said("kept pages", Level.NOTE)
    here().tell_time(HEARD, now())
    said("kept pages", Level.OK)


def test_changes_that_a_cdn_was_not_told(settings, tmp_path):
    settings.PAGE_CACHE_FOLDER, settings.PAGE_CACHE_PURGE_URLS = tmp_path / "pages", ["http://127.0.0.1:1/purge"]
    letter = {"url": "http://127.0.0.1:1/purge", "tags": ["front"], "since": 0, "tries": 0, "next": 0.0}
    telling.write(letter, "1.json")
    said("purges", Level.OK)
    telling.write({**letter, "tries": 2, "error": "refused"}, "1.json")
    assert "1 changes could not be told" in said("purges", Level.BAD)


def test_static_files_that_were_not_collected_or_changed_since(settings, tmp_path):
    import os

    settings.STATIC_ROOT, settings.STATICFILES_DIRS = tmp_path / "static", [tmp_path / "source"]
    assert "is missing" in said("static files", Level.BAD)
    (tmp_path / "static").mkdir()
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "site.css").write_text("")
    (tmp_path / "static" / "staticfiles.json").write_text("{}")
    said("static files", Level.OK)
    later = timezone.now().timestamp() + 60
    os.utime(tmp_path / "source" / "site.css", (later, later))
    said("static files", Level.WARNING)


def test_backups_that_are_missing_old_or_spoilt(settings, monkeypatch):
    assert "no backup" in said("backups", Level.BAD)
    old = settings.BACKUP_DIR / "2026-01-01T03-00-00Z"
    old.mkdir(parents=True)
    (old / "manifest.sha256").write_text("x")
    monkeypatch.setattr(timezone, "now", lambda: shelf.made_at(old) + timedelta(days=3))
    assert "old" in said("backups", Level.BAD)
    monkeypatch.setattr(timezone, "now", lambda: shelf.made_at(old) + timedelta(days=1))
    assert "no whole backup" in said("backups", Level.BAD)


# The database


def test_a_database_that_is_away_is_told_and_what_needs_it_left_out(monkeypatch):
    def away():
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "ensure_connection", away)
    seen = dict(doctor.examine())
    assert seen["database"].level == Level.BAD
    assert "connection refused" in seen["database"].words
    assert not examining.NEED_DATABASE & set(seen)
    assert set(seen) == set(CHECKS) - examining.NEED_DATABASE


def test_a_database_that_is_not_migrated():
    said("migrations", Level.OK)
    last = MigrationRecorder.Migration.objects.filter(app="articles").order_by("name").last()
    last.delete()
    assert f"articles.{last.name}" in said("migrations", Level.BAD)
    last.save(force_insert=True)
    MigrationRecorder.Migration.objects.create(app="articles", name="9999_of_tomorrow")
    assert "newer release" in said("migrations", Level.WARNING)


def test_a_database_that_is_too_old_or_unsound(monkeypatch):
    said("database version", Level.OK)
    if connection.vendor == "sqlite":
        monkeypatch.setattr("newsroom.doctor.database.has_wal_reset_bug", lambda version: True)
        assert library.has_wal_reset_bug((3, 40, 1))
    else:
        monkeypatch.setitem(vars(connections["default"]), "pg_version", 140_009)
    said("database version", Level.BAD)


def test_a_database_that_may_lose_what_it_acknowledged():
    level = found("durability").level
    if connection.vendor == "postgresql":  # the one of the tests has fsync off, which nobody should
        assert (level, "fsync" in found("durability").words) == (Level.BAD, True)
    else:
        assert level in {Level.OK, Level.WARNING}


def test_a_search_index_that_is_out_of_step():
    edition = world.make_live()
    said("search index", Level.OK)
    index.remove([edition.pk])
    assert "0 editions of 1" in said("search index", Level.WARNING)
    index.put(edition)
    said("search index", Level.OK)


# The command


def run(capsys, *words):
    status = 0
    try:
        call_command("doctor", *words)
    except SystemExit as end:
        status = end.code
    return status, capsys.readouterr().out


@pytest.mark.parametrize(("level", "status"), [("OK", 0), ("NOTE", 0), ("WARNING", 1), ("BAD", 2)])
def test_the_exit_status_is_that_of_the_worst(capsys, monkeypatch, level, status):
    fine = doctor.Finding(Level.OK, "Fine.")
    monkeypatch.setattr(
        examining, "CHECKS", {"first": lambda: fine, "second": lambda: doctor.Finding(Level[level], "So.", "Do.")}
    )
    got, out = run(capsys)
    assert got == status
    assert ("→ Do." in out) == (level != "OK")


def test_json_holds_every_check(capsys):
    status, out = run(capsys, "--json")
    rows = json.loads(out)
    assert [each["check"] for each in rows] == list(CHECKS)
    assert {each["level"] for each in rows} <= {"ok", "note", "warning", "bad"}
    assert all(each["remedy"] for each in rows if each["level"] in {"warning", "bad"})
    assert status == 2  # there is no backup


def test_quiet_leaves_out_what_is_well(capsys):
    _status, out = run(capsys, "--quiet")
    assert "   ok  " not in out
    assert "WRONG  backups" in out


def test_a_check_that_fails_itself_is_a_finding(monkeypatch):
    def fails():
        raise ZeroDivisionError("by zero")

    monkeypatch.setitem(CHECKS, "mail", fails)
    seen = dict(doctor.examine())
    assert seen["mail"].level == Level.BAD
    assert "ZeroDivisionError" in seen["mail"].words
    assert "search index" in seen


def test_nothing_is_written(django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as asked:
        list(doctor.examine())
    words = {each["sql"].split()[0].upper() for each in asked.captured_queries}
    assert words <= {"SELECT", "PRAGMA"}
