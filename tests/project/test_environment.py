"""Settings from the environment: safe by default, and a sentence that says what to do when one is wrong."""

import json
import logging
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import databases, environment

ROOT = Path(__file__).resolve().parents[2]
GOOD_KEY = "Qm3#" + "v8Zk2pLx9T" * 6


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """`manage.py` in a process of its own with only these variables (and what Python needs)."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "VAR_DIR") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=kept | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "variables", [{}, {"SECRET_KEY": ""}, {"DEBUG": "0"}, {"SITE_URL": "https://news.example.org"}]
)
def test_production_refuses_to_start_without_a_secret_key(variables):
    result = manage("check", **variables)
    assert result.returncode != 0
    assert "SECRET_KEY" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_server_itself_refuses_too():
    result = subprocess.run(
        [sys.executable, "-c", "import newsroom.wsgi"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": os.environ["VAR_DIR"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode != 0
    assert "SECRET_KEY" in result.stderr


def test_a_command_that_serves_nobody_runs_without_a_key():
    assert manage("diffsettings", "--default", "newsroom.settings").returncode == 0


def test_production_settings_pass_the_deployment_check():
    result = manage(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        SECRET_KEY=GOOD_KEY,
        SITE_URL="https://news.example.org",
        BEHIND_PROXY="1",
    )
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("variables", [{"HSTS_SUBDOMAINS": "0"}, {"HSTS_PRELOAD": "0"}, {}])
def test_https_without_a_proxy_that_says_so_is_warned_about_and_nothing_else(variables):
    result = manage("check", "--deploy", SECRET_KEY=GOOD_KEY, SITE_URL="https://news.example.org", **variables)
    assert re.findall(r"\((\w+\.[WE]\d+)\)", result.stderr) == ["newsroom.W002"], result.stderr
    assert "BEHIND_PROXY=1" in result.stderr


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "True True"),
        ({"HSTS_PRELOAD": "0"}, "True False"),
        ({"HSTS_SUBDOMAINS": "0"}, "False False"),
        ({"SITE_URL": "http://news.example.org"}, "False False"),
    ],
)
def test_how_far_hsts_reaches_is_the_operator_s_to_say(variables, expected):
    code = "from django.conf import settings as s; print(s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD)"
    result = manage("shell", "--verbosity=0", "-c", code, **{"SITE_URL": "https://news.example.org", **variables})
    assert result.stdout.strip() == expected, result.stderr


def test_https_brings_host_cookies_and_hsts():
    code = (
        "import django; django.setup(); from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SECURE_HSTS_SECONDS, s.SECURE_SSL_REDIRECT, s.ALLOWED_HOSTS)"
    )
    for url, expected in {
        "https://news.example.org": "__Host-sessionid __Host-csrftoken 63072000 True ['news.example.org',",
        "http://127.0.0.1:8000": "sessionid csrftoken 0 False ['127.0.0.1',",
    }.items():
        printed = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "VAR_DIR": os.environ["VAR_DIR"],
                "SECRET_KEY": "k" * 60,
                "SITE_URL": url,
                "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout
        assert printed.startswith(expected)


@pytest.mark.parametrize(
    ("name", "value", "call"),
    [
        ("DEBUG", "maybe", lambda: environment.boolean("DEBUG", default=False)),
        ("SITE_URL", "news.example.org", environment.site_url),
        ("SITE_URL", "https://news.example.org/sub/", environment.site_url),
        ("DATABASE_URL", "nonsense", lambda: databases.database(Path("var"))),
        ("SECRET_KEY_FILE", "/no/such/file", lambda: environment.secret_key(debug=False)),
    ],
)
def test_a_wrong_value_is_refused_in_words_that_name_the_variable(monkeypatch, name, value, call):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=name):
        call()


def test_sqlite_waits_for_its_turn_and_keeps_what_it_acknowledged(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    options = databases.database(tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


def test_postgresql_has_a_pool_and_short_patience(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://desk:secret@db.example/newsroom")
    monkeypatch.delenv("DATABASE_STATEMENT_TIMEOUT", raising=False)
    config = databases.database(Path("var"))
    assert config["OPTIONS"]["pool"]["timeout"] == 0.8  # a page that is not kept is refused within a second
    assert config["OPTIONS"]["connect_timeout"] == 2
    assert "statement_timeout=5000" in config["OPTIONS"]["options"]


def test_a_command_has_neither_the_pool_nor_the_haste_of_a_server(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://desk:secret@db.example/newsroom")
    monkeypatch.setenv("DATABASE_STATEMENT_TIMEOUT", "5000")
    monkeypatch.setenv("NEWSROOM_SERVES_NOBODY", "1")
    options = databases.database(Path("var"))["OPTIONS"]
    assert "pool" not in options
    assert "statement_timeout=0" in options["options"]


@pytest.mark.parametrize(
    ("command", "nobody"),
    [("runserver", "0"), ("testserver", "0"), ("import_document", "1"), ("check", "1"), (None, "1")],
)
def test_only_what_answers_requests_counts_as_a_server(monkeypatch, command, nobody):
    told = []
    monkeypatch.setenv("NEWSROOM_SERVES_NOBODY", "unset")
    monkeypatch.setenv("NEWSROOM_THROWAWAY_KEY", "unset")
    monkeypatch.setattr(sys, "argv", ["manage.py", *([command] if command else [])])
    monkeypatch.setattr(
        "django.core.management.execute_from_command_line",
        lambda argv: told.append(os.environ["NEWSROOM_SERVES_NOBODY"]),
    )
    runpy.run_path(str(ROOT / "manage.py"), run_name="__main__")
    assert told == [nobody]


@pytest.mark.postgres
def test_a_command_has_no_thread_that_could_keep_it_from_ending():
    code = (
        "import threading; from django.db import connection; connection.ensure_connection();"
        "print(connection.pool, threading.active_count())"
    )
    result = manage("shell", "--verbosity=0", "-c", code, DATABASE_URL=os.environ["DATABASE_URL"], DEBUG="1")
    assert result.stdout == "None 1\n", result.stderr


def test_production_logs_one_json_line_whatever_the_event_holds(capsys):
    config = environment.logging(readable=False)
    formatter = config["formatters"]["json"]
    from pythonjsonlogger.json import JsonFormatter

    line = JsonFormatter(formatter["format"], rename_fields=formatter["rename_fields"]).format(
        logging.LogRecord("desk", logging.INFO, __file__, 1, "a name with\na line end and “quotes”", None, None)
    )
    assert "\n" not in line
    event = json.loads(line)
    assert (event["level"], event["logger"]) == ("INFO", "desk")
    assert event["message"].startswith("a name with\n")


@pytest.mark.parametrize(("written", "days"), [("", 0), ("0", 0), (" 14 ", 14), ("3650", 3650)])
def test_a_number_of_days_is_read(monkeypatch, written, days):
    monkeypatch.setenv("COMMENTS_CLOSE_AFTER_DAYS", written)
    assert environment.days("COMMENTS_CLOSE_AFTER_DAYS", default=0) == days


@pytest.mark.parametrize("written", ["-1", "two weeks", "3651", "1.5", "١٤"])
def test_what_is_no_number_of_days_is_refused_in_words(monkeypatch, written):
    monkeypatch.setenv("COMMENTS_CLOSE_AFTER_DAYS", written)
    with pytest.raises(ImproperlyConfigured, match="write a number of days from 0 to 3650"):
        environment.days("COMMENTS_CLOSE_AFTER_DAYS", default=0)
