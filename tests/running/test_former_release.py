"""While a release is rolled out the former one serves on, against the new schema: its own tests of posting pass there.

The former release is the newest commit of the main line that lacks the newest migration, so this looks at every migration
that is about to be released. What it asks of one that nobody wrote yet: tests/project/test_migration_lint.py.
"""

import os
import subprocess
import sys
import tarfile
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.db.migrations.loader import MigrationLoader

from tests.project.checkout import ROOT
from tests.running.installation import ON_POSTGRESQL, installation

MIGRATIONS = "articles/migrations"
POSTING = ["tests/comments/test_posting.py", "tests/comments/test_posting_readers.py"]
SETTINGS = """
import os
from tests.settings import *
DATABASES["default"]["TEST"] = {"NAME": os.environ["SCHEMA_OF_THE_NEXT_RELEASE"]}
"""


def git(*words: str) -> bytes:
    done = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else b""


def newest_migration() -> str:
    return max(name for app, name in MigrationLoader(None).disk_migrations if app == "articles")


def former_release() -> str:
    """Its commit. Skips in a checkout without history, such as an archive: there is nothing to hold the schema against."""
    path = f"{MIGRATIONS}/{newest_migration()}.py"
    for commit in git("rev-list", "--first-parent", "HEAD").decode().split():
        if not git("ls-tree", commit, path) and git("ls-tree", commit, POSTING[0]):
            return commit
    return pytest.skip("needs git's history, which holds the former release")


@pytest.fixture
def former(tmp_path):
    """Its code, unpacked."""
    folder = tmp_path / "former"
    with tarfile.open(fileobj=BytesIO(git("archive", "--format=tar", former_release()))) as archive:
        archive.extractall(folder, filter="data")
    return folder


def posting_tests(former, made, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the former release's tests against the database of `made`."""
    url = made.settings.get("DATABASE_URL", "")
    name = urlsplit(url).path.strip("/") if ON_POSTGRESQL else str(made.var / "newsroom.sqlite3")
    (former / "next_schema.py").write_text(SETTINGS)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "COV_"))}
    environment |= {"SCHEMA_OF_THE_NEXT_RELEASE": name, "PYTHONPATH": str(former)}
    words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--reuse-db", "--ds=next_schema", *POSTING, *more]
    return subprocess.run(
        [sys.executable, *words], cwd=former, env=environment, capture_output=True, text=True, check=False
    )


def test_the_former_release_posts_into_the_schema_of_this_one(former, tmp_path):
    with installation(tmp_path / "var") as made:
        made.manage("migrate", "--verbosity", "0")
        done = posting_tests(former, made)
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
        assert " passed" in done.stdout
        # It was this schema: with a column that a hasty release took away, the same tests fail.
        with made.session() as connection:
            connection.execute("ALTER TABLE articles_comment RENAME COLUMN posted TO posted_by_the_new_name")
        done = posting_tests(former, made, "--maxfail=1")
        assert done.returncode == 1
        assert "posted" in done.stdout
