"""The demo made for each test that asks for it, with small pictures, each decoded and cut once for all tests."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from articles.management.demo import scenes
from articles.pictures import limited

_decoded = {}


def decoded_once(task):
    """`task`, remembering what it gave: the scenes are the same in every test, and each costs two processes."""

    def remembered(data, *plan):
        key = (task.__name__, data, json.dumps(plan))
        if key not in _decoded:
            _decoded[key] = task(data, *plan)
        return _decoded[key]

    return remembered


@pytest.fixture
def run_demo(monkeypatch):
    """Runs `manage.py demo` and returns what it printed."""
    monkeypatch.setattr(scenes, "WIDTH", 330)
    monkeypatch.setattr(limited, "clean", decoded_once(limited.clean))
    monkeypatch.setattr(limited, "cut", decoded_once(limited.cut))

    def run(*arguments):
        printed = StringIO()
        call_command("demo", *arguments, stdout=printed)
        return printed.getvalue()

    return run
