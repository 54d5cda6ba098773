"""The private servers of a test run start on free ports, keep strangers out, and are gone afterwards."""

import os
import shutil
import socket
import sys
from pathlib import Path

import pytest

from tests.project.checkout import script

services = script("services")
programs = sys.modules["programs"]


def postgres_is_there():
    return programs.postgres_folder() is not None


@pytest.mark.skipif(not postgres_is_there(), reason="needs PostgreSQL's programs; on Debian: apt install postgresql")
def test_postgres_is_private_and_stopped():
    import psycopg

    with services.private_postgres() as url:
        with psycopg.connect(url) as connection:
            [folder] = connection.execute("SHOW data_directory").fetchone()
            [encoding] = connection.execute("SHOW server_encoding").fetchone()
        assert encoding == "UTF8"
        without_password = url.replace(url.split(":")[2].split("@")[0], "wrong")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(without_password)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)
    assert not Path(folder).exists()


@pytest.mark.skipif(not shutil.which("redis-server"), reason="needs Redis; on Debian: apt install redis-server")
def test_redis_is_private_and_stopped():
    import redis

    with services.private_redis() as url:
        client = redis.Redis.from_url(url)
        assert client.ping()
        [folder] = client.config_get("dir").values()
        client.close()
        stranger = redis.Redis(port=int(url.split(":")[3].split("/")[0]))
        with pytest.raises(redis.AuthenticationError):
            stranger.ping()
        stranger.close()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(url.split(":")[3].split("/")[0]))) != 0
    assert not Path(folder).exists()


def test_a_server_that_fails_is_reported_with_its_words(tmp_path):
    command = ["/bin/sh", "-c", "echo disk is full >&2; exit 3"]
    with (
        pytest.raises(services.DidNotStartError, match="disk is full"),
        services.server(command, services.free_port(), tmp_path / "log", None, stop_by=15),
    ):
        pass


def test_a_server_is_stopped_when_the_run_fails(tmp_path):
    note = tmp_path / "pid"
    command = [sys.executable, "-c", f"import os,time; open({str(note)!r},'w').write(str(os.getpid())); time.sleep(60)"]
    with (
        pytest.raises(ZeroDivisionError),
        services.server(command, ["/usr/bin/test", "-s", str(note)], tmp_path / "log", None, stop_by=15),
    ):
        raise ZeroDivisionError
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


def test_the_newest_postgres_is_taken(tmp_path, monkeypatch):
    for version in ("9", "15", "17"):
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        (folder / "initdb").touch()
    real = programs.Path
    monkeypatch.setattr(programs, "Path", lambda path: tmp_path if path == "/usr/lib/postgresql" else real(path))
    assert programs.postgres_folder() == tmp_path / "17" / "bin"
