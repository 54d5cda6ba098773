"""A backup is whole or is none, holds no secret, and can be brought back."""

import contextlib
import json
import os
import resource
import shutil
import subprocess
import threading

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.backups import manifest
from newsroom.backups.manifest import BackupRefused
from newsroom.backups.sqlite import SqliteCopies
from tests.running.installation import ON_POSTGRESQL, databases, installation

SECRETS = {
    "SOURCE_KEYS": "canary-of-the-source-keys",
    "OUTSIDE_CHECK_URL": "https://check.example.org/",
    "OUTSIDE_CHECK_KEY": "canary-of-the-outside-key",
    "EMAIL_URL": "smtp://desk:canary-of-the-mail@mail.example.org",
    "METRICS_TOKEN": "canary-of-the-metrics-token",
    "SECRET_KEY_FALLBACKS": "canary-of-a-former-key",
}
SESSION = "sessionkeycanary"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo newsroom, with one backup; tests put right again what they change."""
    with installation(tmp_path_factory.mktemp("running") / "var") as made:
        made.manage("demo")
        with made.session() as connection:
            connection.execute(f"INSERT INTO django_session VALUES ('{SESSION}', 'data', '2099-01-01 00:00:00')")
        made.settings |= SECRETS
        (made.var / "media" / "secret_key").write_text("canary-in-a-file")
        made.manage("backup")
        yield made


@pytest.fixture
def backup(demo, tmp_path):
    """A copy of the backup, to be spoilt."""
    return shutil.copytree(demo.backups[0], tmp_path / "backups" / demo.backups[0].name)


def test_every_row_of_every_table_is_counted(demo):
    said = manifest.read(demo.backups[0])
    assert said.rows["articles_article"] == demo.scalar("SELECT COUNT(*) FROM articles_article") > 10
    assert said.rows["articles_comment"] == demo.scalar("SELECT COUNT(*) FROM articles_comment") > 10
    assert "articles.0001_schema" in said.migrations


def test_no_secret_and_no_session_is_in_it(demo, backup):
    if ON_POSTGRESQL:
        plain = backup / "plain.sql"
        subprocess.run(["pg_restore", "--file", str(plain), str(backup / "database.dump")], check=True)
    content = b"".join(each.read_bytes() for each in backup.rglob("*") if each.is_file())
    assert b"westport" in content.lower()  # the positive control: names of the demo can be found so
    assert b"canary" not in content
    assert SESSION.encode() not in content
    assert b"canary" in " ".join(demo.environment.values()).encode()


def test_nobody_else_on_the_machine_may_read_it(demo):
    assert demo.backups[0].stat().st_mode & 0o077 == 0
    assert demo.backups[0].parent.stat().st_mode & 0o077 == 0


def test_a_picture_that_did_not_change_takes_no_room_twice(demo):
    assert "0 copied" in demo.manage("backup")
    first, second = demo.backups
    (name,) = [name for name in manifest.read(second).files if name.startswith("media/")][:1]
    assert (first / name).stat().st_ino == (second / name).stat().st_ino
    demo.manage("backup", "--keep", "1", "--afresh")
    assert len(demo.backups) == 1
    assert (demo.backups[0] / name).stat().st_nlink == 1
    demo.manage("verify_backup")


def test_a_dry_run_says_what_would_be_done_and_does_nothing(demo):
    before = demo.backups
    said = demo.manage("backup", "--keep", "1", "--dry-run")
    assert f"Would drop {before[0].name}." in said
    assert "pictures, of which 0 are copied" in said
    assert demo.backups == before


def test_a_disk_that_is_full_leaves_no_backup(demo, tmp_path):
    def small_files_only():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    folder = tmp_path / "elsewhere"
    done = demo.run("backup", "--to", str(folder), preexec_fn=small_files_only)
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert [each.name for each in folder.iterdir()] == [".lock"]


def test_what_a_killed_run_left_is_never_taken_for_a_backup_and_goes_with_the_next(demo, tmp_path):
    folder = tmp_path / "backups"
    left = shutil.copytree(demo.backups[0], folder / f".unfinished-{demo.backups[0].name}")
    assert "There is no whole backup" in demo.refuses("verify_backup", "--from", str(folder))
    assert "never finished" in demo.refuses("restore", str(left), "--replace")
    assert "Removed .unfinished-" in demo.manage("backup", "--to", str(folder))
    assert not left.exists()


def test_a_second_run_at_the_same_time_is_refused(demo, tmp_path):
    import fcntl

    folder = tmp_path / "backups"
    folder.mkdir()
    lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    assert "Another backup is being made" in demo.refuses("backup", "--to", str(folder))
    os.close(lock)
    demo.manage("backup", "--to", str(folder))


def test_a_keep_that_is_no_number_is_refused(demo):
    for word in ("0", "-1", "some"):
        assert "is not a number from 1 on" in demo.refuses("backup", f"--keep={word}", status=2)


def test_it_is_of_one_moment_although_people_write(demo):
    """Two tables get a row each in one transaction, all the time: no backup has more of one than of the other."""
    with demo.session() as connection:
        connection.execute("CREATE TABLE pair_a (n integer)")
        connection.execute("CREATE TABLE pair_b (n integer)")
    done = threading.Event()

    def write():
        with demo.session() as connection:
            while not done.is_set():
                connection.execute("INSERT INTO pair_a VALUES (1)")
                connection.execute("INSERT INTO pair_b VALUES (1)")
                connection.commit()

    writers = [threading.Thread(target=write) for _ in range(3)]
    for each in writers:
        each.start()
    try:
        counts = []
        for _ in range(3):
            demo.manage("backup", "--keep", "1")
            rows = manifest.read(demo.backups[-1]).rows
            assert rows["pair_a"] == rows["pair_b"]
            counts.append(rows["pair_a"])
    finally:
        done.set()
        for each in writers:
            each.join()
    demo.manage("verify_backup")
    assert counts[0] < counts[1] < counts[2]
    with demo.session() as connection:
        connection.execute("DROP TABLE pair_a")
        connection.execute("DROP TABLE pair_b")
    demo.manage("backup", "--keep", "1")


# Verifying


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_flipped_bit_anywhere_is_noticed(backup, data):
    files = sorted(each for each in backup.rglob("*") if each.is_file() and each.stat().st_size)
    path = data.draw(st.sampled_from(files))
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    good = path.read_bytes()
    path.write_bytes(content)
    try:
        with contextlib.suppress(BackupRefused):
            assert manifest.faults(manifest.read(backup), backup)
    finally:
        path.write_bytes(good)
    assert manifest.faults(manifest.read(backup), backup) == []


@pytest.mark.parametrize("what", ["database", "media", "manifest.json", "manifest.sha256"])
def test_a_flipped_byte_ends_the_command_with_1_and_its_place(demo, backup, what):
    path = next(each for each in sorted(backup.rglob("*")) if each.is_file() and what in str(each.relative_to(backup)))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    said = demo.refuses("verify_backup", str(backup), "--no-trial")
    assert path.name in said
    assert "Not to be relied on" in said


def test_a_file_that_is_missing_or_was_added_is_noticed(demo, backup):
    said = manifest.read(backup)
    gone = next(name for name in said.files if name.startswith("media/"))
    (backup / gone).unlink()
    (backup / "media" / "extra").write_text("one more")
    assert manifest.faults(said, backup) == [f"{gone} is missing.", "media/extra is in no manifest."]


def rewritten(backup, change):
    """The backup with another manifest, whose digest is right."""
    said = json.loads((backup / manifest.NAME).read_text())
    change(said)
    manifest.write(manifest.parsed(said, backup), backup)


def test_rows_that_are_not_there_are_noticed_by_the_trial(demo, backup):
    rewritten(backup, lambda said: said["rows"].update(articles_comment=said["rows"]["articles_comment"] + 1))
    demo.manage("verify_backup", str(backup), "--no-trial")
    before = databases(demo)
    assert "articles_comment:" in demo.refuses("verify_backup", str(backup))
    assert databases(demo) == before


def test_a_database_that_is_damaged_inside_is_noticed_by_the_trial(demo, backup):
    """Its hash is right: it was copied from a database that was damaged already."""
    said = manifest.read(backup)
    path = backup / said.database
    content = bytearray(path.read_bytes())
    half = len(content) // 2
    content[half : half + 8192] = bytes(8192)
    path.write_bytes(content)
    found = manifest.measured(path)
    rewritten(backup, lambda each: each["files"].update({said.database: {"size": found.size, "sha256": found.sha256}}))
    demo.manage("verify_backup", str(backup), "--no-trial")
    demo.refuses("verify_backup", str(backup))


def test_a_manifest_that_names_a_file_outside_is_refused(backup):
    with pytest.raises(BackupRefused, match="outside itself"):
        rewritten(backup, lambda said: said["files"].update({"../../etc/passwd": {"size": 1, "sha256": ""}}))


# Restoring


@pytest.fixture
def elsewhere(demo, tmp_path):
    """An installation that is empty, and knows where the demo's backups are."""
    (tmp_path / "new").mkdir()
    with installation(tmp_path / "new" / "var") as made:
        made.settings["BACKUP_DIR"] = str(demo.var / "backups")
        yield made


def media_of(made):
    return {
        str(each.relative_to(made.var / "media")): each.read_bytes()
        for folder in ("public", "private")
        for each in (made.var / "media" / folder).rglob("*")
        if each.is_file()
    }


def test_restored_into_an_empty_installation_it_is_the_same_newsroom(demo, elsewhere):
    elsewhere.manage("restore", "latest")
    assert media_of(elsewhere) == media_of(demo) != {}
    query = "SELECT COUNT(*), MAX(text), MIN(text) FROM articles_comment"
    with demo.session() as ours, elsewhere.session() as theirs:
        assert theirs.execute(query).fetchone() == ours.execute(query).fetchone()
    elsewhere.manage("migrate", "--check")
    elsewhere.manage("check_comment_counts")
    assert elsewhere.scalar("SELECT COUNT(*) FROM django_session") == 0


def test_rows_can_be_added_after_a_restore(demo, elsewhere):
    """Sequences go on where they were."""
    elsewhere.manage("restore", "latest")
    assert "admin" not in elsewhere.manage("shell", "-v0", "-c", "print()")
    made = "from django.contrib.auth.models import Group; print(Group.objects.create(name='New').pk)"
    assert int(elsewhere.manage("shell", "-v0", "-c", made)) > 1


def test_work_is_not_overwritten_without_a_word_and_is_kept_aside_with_it(demo):
    assert "--replace" in demo.refuses("restore", "latest")
    with demo.session() as connection:
        connection.execute("UPDATE articles_comment SET author_name = 'After the backup'")
    (demo.var / "media" / "public" / "later.txt").write_text("later")
    said = demo.manage("restore", "latest", "--replace")
    assert demo.scalar("SELECT COUNT(*) FROM articles_comment WHERE author_name = 'After the backup'") == 0
    assert not (demo.var / "media" / "public" / "later.txt").exists()
    aside = next(line.split(": ", 1)[1] for line in said.splitlines() if "before-restore" in line and "public" in line)
    assert (demo.var / "media" / aside.rsplit("/", 1)[1] / "later.txt").read_text() == "later"
    assert "Kept aside: " in said
    assert any("before" in name for name in databases(demo))


def test_a_dry_run_of_a_restore_changes_nothing(demo):
    with demo.session() as connection:
        connection.execute("UPDATE articles_comment SET author_name = 'Still here'")
    before = databases(demo)
    assert "Would restore" in demo.manage("restore", "latest", "--replace", "--dry-run")
    assert databases(demo) == before
    assert demo.scalar("SELECT COUNT(*) FROM articles_comment WHERE author_name = 'Still here'") > 0


def test_a_spoilt_backup_is_not_restored_and_leaves_all_as_it_was(demo, backup):
    picture = next(each for each in sorted(backup.rglob("media/**/*")) if each.is_file())
    picture.write_bytes(picture.read_bytes() + b"x")
    before, pictures = databases(demo), media_of(demo)
    comments = demo.scalar("SELECT COUNT(*) FROM articles_comment")
    assert picture.name in demo.refuses("restore", str(backup), "--replace")
    assert (databases(demo), media_of(demo)) == (before, pictures)
    assert demo.scalar("SELECT COUNT(*) FROM articles_comment") == comments
    assert not [each for each in (demo.var / "media").iterdir() if "restoring" in each.name]


def test_a_backup_of_a_newer_release_is_refused(demo, backup):
    rewritten(backup, lambda said: said["migrations"].append("articles.9999_of_tomorrow"))
    assert "newer release" in demo.refuses("restore", str(backup), "--replace")


def test_a_backup_of_the_other_database_is_refused(demo, backup):
    rewritten(backup, lambda said: said.update(engine="sqlite" if ON_POSTGRESQL else "postgresql"))
    assert "DATABASE_URL" in demo.refuses("restore", str(backup), "--replace")
    assert "DATABASE_URL" in demo.refuses("verify_backup", str(backup))


if not ON_POSTGRESQL:  # which sends away whoever is connected, and whose files nobody touches

    def test_a_sqlite_that_somebody_has_open_is_not_replaced(demo):
        before = databases(demo)
        with demo.session() as connection:
            connection.execute("SELECT COUNT(*) FROM articles_comment").fetchone()
            assert "Stop the server" in demo.refuses("restore", "latest", "--replace")
        assert databases(demo) == before

    def test_a_damaged_sqlite_can_be_replaced(demo):
        (demo.var / "newsroom.sqlite3").write_bytes(b"no database at all" * 1000)
        demo.manage("restore", "latest", "--replace")
        assert demo.scalar("SELECT COUNT(*) FROM articles_comment") > 10


@pytest.mark.postgres
def test_people_who_are_connected_to_postgresql_are_sent_away(demo):
    with psycopg.connect(demo.settings["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("SELECT 1")
        demo.manage("restore", "latest", "--replace")
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")


@pytest.mark.postgres
@pytest.mark.parametrize("program", ["pg_dump", "pg_restore"])
def test_a_program_that_is_missing_or_too_old_is_named(demo, tmp_path, program):
    command = ("backup", "--to", str(tmp_path / "b")) if program == "pg_dump" else ("verify_backup",)
    path = demo.environment["PATH"]
    demo.settings["PATH"] = str(tmp_path)
    try:
        assert f"{program} is not on PATH. Install" in demo.refuses(*command)
        old = tmp_path / program
        old.write_text(f"#!/bin/sh\necho '{program} (PostgreSQL) 12.9 (Debian 12.9-1)'\n")
        old.chmod(0o755)
        assert f"{old} is of version 12.9, and the server of version" in demo.refuses(*command)
    finally:
        demo.settings["PATH"] = path


def test_a_database_in_memory_is_refused():
    with pytest.raises(BackupRefused, match="in memory"):
        SqliteCopies(":memory:")


@pytest.mark.parametrize("command", ["backup", "restore", "verify_backup"])
def test_help_teaches_with_examples(demo, command):
    said = demo.manage(command, "--help")
    assert f"manage.py {command}" in said
    assert "Exit status 0" in said
