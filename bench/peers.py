"""Wagtail beside us, when asked: from the package index, as its own starter makes a site, on the same cores, in the same run.

One page with the words of a story (no comments: Wagtail has none), served by gunicorn with as many workers, on SQLite;
once as it is, once behind Django's page cache, which keeps it for its whole time whatever is published.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.asking import ask
from bench.figures import Figure
from bench.pages import MANY, figure, requests
from bench.processes import megabytes, processor_seconds
from bench.served import ROOT, free_port, get

FOLDER = ROOT / "var" / "bench" / "peers"
WORDS = "The ferry left at noon and nobody on the pier had been told of it before. " * 40
SETTINGS = """
from .base import *
DEBUG = False
SECRET_KEY = "only-for-a-bench"
ALLOWED_HOSTS = ["*"]
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
"""
CACHED = """
from .bench import *
MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware", *MIDDLEWARE, "django.middleware.cache.FetchFromCacheMiddleware"
]
CACHE_MIDDLEWARE_SECONDS = 600
"""
MODELS = """
from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    body = RichTextField(blank=True)
"""
TEMPLATE = """{% extends "base.html" %}{% load wagtailcore_tags %}{% block content %}<article><h1>{{ page.title }}</h1>
{{ page.body|richtext }}</article>{% endblock %}
"""
FILL = """
from home.models import HomePage
page = HomePage.objects.get()
page.title, page.body = "The ferry left early", "".join(f"<p>{WORDS}</p>" for _ in range(3))
page.save_revision().publish()
"""


def figures(options: argparse.Namespace, cores: list[int]) -> Iterator[Figure]:
    """Wagtail's rows; none, with a word of why, where it cannot be installed."""
    try:
        python = site()
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", b"") or b""
        print(f"WITHOUT WAGTAIL: {error} {said.decode(errors='replace')[-500:]}")
        return
    for name, settings in (("Wagtail, a bare page", "bench"), ("Wagtail behind Django's page cache", "cached")):
        with gunicorn(python, settings) as (port, server):
            ask(1, cores, port, "/", MANY)
            before = processor_seconds(server)
            rounds = [ask(options.seconds, cores, port, "/", MANY) for _round in range(options.rounds)]
            cost = (processor_seconds(server) - before) / requests(rounds, options.seconds) * 1000
            yield figure(name, MANY, rounds, cpu=cost, memory=megabytes(server))


def site() -> Path:
    """The Python of an environment with Wagtail, and beside it a site that is ready; both made once."""
    python = FOLDER / "venv" / "bin" / "python"
    project = FOLDER / "site"
    if (project / "ready").exists():
        return python
    FOLDER.mkdir(parents=True, exist_ok=True)
    run(sys.executable, "-m", "venv", "--clear", str(FOLDER / "venv"))
    run(str(python), "-m", "pip", "install", "--quiet", "wagtail", "gunicorn")
    project.mkdir(exist_ok=True)
    run(str(python.with_name("wagtail")), "start", "news", str(project))
    (project / "news" / "settings" / "bench.py").write_text(SETTINGS, encoding="utf-8")
    (project / "news" / "settings" / "cached.py").write_text(CACHED, encoding="utf-8")
    (project / "home" / "models.py").write_text(MODELS, encoding="utf-8")
    (project / "home" / "templates" / "home" / "home_page.html").write_text(TEMPLATE, encoding="utf-8")
    for command in (["makemigrations", "home"], ["migrate"], ["shell", "-c", FILL.replace("{WORDS}", WORDS)]):
        run(str(python), "manage.py", *command, at=project)
    (project / "ready").touch()
    return python


def run(*command: str, at: Path | None = None) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "news.settings.bench"}
    subprocess.run(command, cwd=at, env=environment, check=True, capture_output=True)


@contextlib.contextmanager
def gunicorn(python: Path, settings: str) -> Iterator[tuple[int, int]]:
    """Port and process of the site, as Wagtail's own container serves it, with two workers."""
    port = free_port()
    server = subprocess.Popen(
        [python, "-m", "gunicorn", "news.wsgi:application", "--workers", "2", "--bind", f"127.0.0.1:{port}"],
        cwd=FOLDER / "site",
        env={**os.environ, "DJANGO_SETTINGS_MODULE": f"news.settings.{settings}"},
        stderr=subprocess.DEVNULL,
    )
    try:
        for _time in range(100):
            with contextlib.suppress(OSError, http.client.HTTPException):
                get(port, "/")
                break
            time.sleep(0.1)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()
