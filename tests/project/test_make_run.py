"""`make run`: the key is made once and kept secret, a taken port is said, a failing demo does not keep a newsroom shut."""

import socket
import stat

import pytest

from tests.project.checkout import script


@pytest.fixture
def serve():
    return script("serve")


def test_the_key_is_made_once_and_only_its_owner_reads_it(serve, tmp_path):
    path = serve.secret_key_file(tmp_path)
    key = path.read_text()
    assert len(key.strip()) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert serve.secret_key_file(tmp_path).read_text() == key


def test_a_key_that_others_could_read_is_closed_to_them(serve, tmp_path):
    path = serve.secret_key_file(tmp_path)
    path.chmod(0o644)
    serve.secret_key_file(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_port_in_use_gets_one_sentence(serve):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} is in use"):
            serve.free_port(str(port))
    assert serve.free_port(str(port)) == port


@pytest.mark.parametrize("word", ["http", "0", "65536", "-1", "80 ", "８０００"])
def test_a_port_that_is_none_gets_one_sentence(serve, word):
    with pytest.raises(SystemExit, match="write a number from 1 to 65535"):
        serve.free_port(word)


def test_static_files_are_collected_again_only_when_they_changed(serve, tmp_path, monkeypatch):
    (tmp_path / "static").mkdir()
    (tmp_path / "requirements.txt").write_text("django")
    (tmp_path / "static" / "site.css").write_text("a {}")
    var = tmp_path / "var"
    collected = []

    def collect(*arguments):
        collected.append(arguments[0])
        (var / "static").mkdir(parents=True, exist_ok=True)
        (var / "static" / "staticfiles.json").write_text("{}")

    monkeypatch.setattr(serve, "ROOT", tmp_path)
    monkeypatch.setattr(serve, "manage", collect)
    serve.collect_static(var)
    serve.collect_static(var)
    assert collected == ["collectstatic"]
    (tmp_path / "static" / "site.css").write_text("b {}")
    serve.collect_static(var)
    assert collected == ["collectstatic"] * 2


@pytest.fixture
def demo_ends(serve, monkeypatch):
    """Let `manage.py demo` end with a status; returns what load_demo ran."""
    ran = []

    def ends(status):
        monkeypatch.setattr(serve, "run", lambda *arguments: ran.append(arguments) or status)
        return ran

    return ends


def test_a_newsroom_with_stories_of_its_own_is_served_as_it_is(serve, demo_ends, capsys):
    ran = demo_ends(serve.DEMO_REFUSED)
    serve.load_demo()
    assert ran == [("demo",)]  # which migrates before it looks
    assert "Serving the newsroom as it is" in capsys.readouterr().out


@pytest.mark.parametrize("status", [1, 2, -9])
def test_a_demo_that_crashed_is_not_taken_for_a_refusal(serve, demo_ends, status):
    demo_ends(status)
    with pytest.raises(SystemExit, match=r"`manage\.py demo` failed"):
        serve.load_demo()


def test_a_demo_that_was_interrupted_interrupts(serve, demo_ends):
    demo_ends(130)
    with pytest.raises(KeyboardInterrupt):
        serve.load_demo()
