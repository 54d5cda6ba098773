"""What a service for errors is told: which code failed, and no word of anybody."""

import gzip
import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler

import brotli
import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import reporting
from tests.listening import Quiet, listening
from tests.project.checkout import ROOT

# A request with personal data in every place there is, to a view that fails with some in its message and locals.
FAILING = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
import django
django.setup()
from django.conf import settings
from django.test import Client
from django.urls import path
import newsroom.urls

def fails(request, name):
    secret_local = "CANARY-in-a-local"
    raise ValueError(f"CANARY-in-the-message {name} {secret_local}")

newsroom.urls.urlpatterns.insert(0, path("fails/<str:name>/", fails))
client = Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.77")
client.cookies["sessionid"] = "CANARY-in-a-cookie"
answer = client.post("/fails/CANARY-in-the-path/?q=CANARY-in-the-query", {"text": "CANARY-in-a-form"},
    headers={"User-Agent": "CANARY-in-a-header", "Referer": "https://example.org/CANARY"})
assert answer.status_code == 403 or answer.status_code == 500, answer.status_code
import logging
logging.getLogger("articles.tests").error("CANARY-in-a-log %s", "CANARY-in-a-parameter", extra={"who": "CANARY-extra"})
import sentry_sdk
sentry_sdk.flush(timeout=10)
"""


@pytest.fixture
def service():
    """A service of our own on the loopback address; what it was told, each envelope as text."""
    told = []

    class Listens(Quiet, BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(self.headers["Content-Encoding"], bytes)
            told.append(unpack(body).decode())
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

    with listening(Listens) as server:
        yield f"http://key@127.0.0.1:{server.server_port}/1", told


def run(tmp_path, code, **more):
    clean = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL", "SITE_URL"}}
    settings = {
        "VAR_DIR": str(tmp_path),
        "SECRET_KEY": "k" * 60,
        "DEBUG": "0",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    settings |= {"ALLOWED_HOSTS": "testserver,127.0.0.1"}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=clean | settings | more, capture_output=True, text=True, check=False
    )


def test_an_error_is_told_without_a_word_of_anybody(service, tmp_path):
    url, told = service
    done = run(tmp_path, FAILING, SENTRY_DSN=url)
    assert done.returncode == 0, done.stderr
    said = "".join(told)
    assert '"type":"ValueError"' in said.replace(": ", ":")
    assert '"function":"fails"' in said.replace(": ", ":")
    assert "fails/<str:name>/" in said or "/fails/{name}" in said
    assert "CANARY" in done.stderr  # the machine's own log has it whole
    for word in ("CANARY", "203.0.113.77", "sessionid", "example.org", os.uname().nodename):
        assert word not in said, word


def test_events_hold_nothing_that_is_not_listed(service, tmp_path):
    url, told = service
    run(tmp_path, FAILING, SENTRY_DSN=url)
    events = [
        json.loads(line)
        for each in told
        for line in each.splitlines()
        if '"event_id"' in line and '"exception"' in line
    ]
    assert events
    for event in events:
        assert set(event) <= {*reporting.TOLD, "transaction", "exception"}


def test_nobody_is_told_without_an_address(service, tmp_path):
    _url, told = service
    done = run(tmp_path, "import django; django.setup(); import sys; assert 'sentry_sdk' not in sys.modules")
    assert done.returncode == 0, done.stderr
    assert told == []


def test_a_later_version_s_additions_stay_here():
    event = {
        "event_id": "1",
        "user": {"ip": "203.0.113.77"},
        "something_new": "x",
        "exception": {
            "values": [
                {
                    "type": "E",
                    "value": "x@example.org",
                    "stacktrace": {"frames": [{"function": "f", "vars": {"a": "b"}}]},
                }
            ]
        },
    }
    told = reporting.only_what_is_told(event)
    assert set(told) == {"event_id", "exception"}
    assert told["exception"]["values"][0]["stacktrace"]["frames"] == [{"function": "f"}]
    assert "example.org" not in json.dumps(told)


@pytest.mark.parametrize(
    "url", ["nonsense", "https://errors.example.org/1", "ftp://key@errors.example.org/1", "https://key@/1"]
)
def test_an_address_that_is_none_is_refused(monkeypatch, url):
    monkeypatch.setenv("SENTRY_DSN", url)
    with pytest.raises(ImproperlyConfigured, match="SENTRY_DSN cannot be read"):
        reporting.dsn()


def test_without_the_package_it_is_said_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    with pytest.raises(ImproperlyConfigured, match="pip install newsroom"):
        reporting.begin("https://key@errors.example.org/1")
