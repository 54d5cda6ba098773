"""From SQLite to PostgreSQL, by the very commands that deploy/README.md names: every row arrives, and work goes on."""

import re

import pytest

from tests.project.checkout import ROOT
from tests.running.installation import Installation, installation

COUNTED = (
    "from django.apps import apps; "
    "print({model._meta.label: model._base_manager.count() for model in apps.get_models() if model.__module__.split('.')[0] in "
    "('articles', 'allauth') or model._meta.app_label == 'auth'})"
)
ADDED = "from articles.models import Topic; print(Topic.objects.create(name='Tides', slug='tides').pk)"


def commands() -> list[list[str]]:
    """What stands between “stop the service” and “Try it on a copy”."""
    words = (ROOT / "deploy" / "README.md").read_text()
    part = words[words.index("A backup of SQLite cannot be restored") : words.index("Try it on a copy first")]
    return [line.split() for line in re.findall(r"^    manage (.+)$", part, re.MULTILINE)]


@pytest.mark.postgres
def test_every_row_of_a_newsroom_on_sqlite_arrives_in_postgresql(tmp_path):
    (tmp_path / "before").mkdir()
    before = Installation(tmp_path / "before")  # without DATABASE_URL: SQLite
    before.manage("demo", "--verbosity", "0")
    dump, *others = [[str(tmp_path / "all.jsonl") if "/" in word else word for word in each] for each in commands()]
    assert [dump[0], *(each[0] for each in others)] == [
        "dumpdata", "migrate", "loaddata", "rebuild_search", "check_comment_counts",
    ]  # fmt: skip
    before.manage(*dump)
    with installation(tmp_path / "after") as after:
        for each in others:
            after.manage(*each)
        had, has = (each.manage("shell", "-v", "0", "-c", COUNTED) for each in (before, after))
        assert "'articles.Comment': 12" in had
        assert has == had
        assert int(after.manage("shell", "-v", "0", "-c", ADDED)) > 1  # numbers go on after those that came
