"""`make setup`: finds a Python, says in a sentence what is wrong, and is quick when nothing changed."""

import subprocess

import pytest

from tests.project.checkout import ROOT, script

FINDER = ROOT / ".ci" / "find-python"


@pytest.fixture
def machine(tmp_path):
    """An empty machine: `add("python3", "3.11")` puts an interpreter on its PATH that says it is that version."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "sh").symlink_to("/bin/sh")

    class Machine:
        def add(self, name, version, *, folder=programs, ensurepip=True):
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / name
            old = version < (3, 12)
            path.write_text(
                f"""#!/bin/sh
case "$2" in
  *ensurepip*) {"true" if ensurepip else "exit 1"};;
esac
case "$*" in
  --version) echo Python {".".join(map(str, version))};;
  *sys.executable*) echo "$0";;
  *) exit {int(old)};;
esac
"""
            )
            path.chmod(0o755)
            return path

        def find(self, **environment):
            return subprocess.run(
                ["/bin/sh", str(FINDER)],
                capture_output=True,
                text=True,
                check=False,
                cwd=tmp_path,
                env={"PATH": str(programs), "HOME": str(tmp_path / "home"), **environment},
            )

    return Machine()


def test_too_old_a_python_gets_one_sentence(machine):
    machine.add("python3", (3, 11))
    found = machine.find()
    if found.returncode == 0:
        # /usr/local has one: that is the right answer here
        assert found.stdout.startswith(("/usr/local", "/opt/homebrew"))
        return
    assert found.returncode == 1
    assert "needs Python 3.12 or newer and found Python 3.11" in found.stderr
    assert found.stderr.count("\n") == 1


def test_a_newer_python_beside_an_old_one_is_found(machine):
    machine.add("python3", (3, 11))
    newer = machine.add("python3.12", (3, 12))
    assert machine.find().stdout.strip() == str(newer)


def test_a_shim_that_fails_is_passed_over(machine, tmp_path):
    broken = machine.add("python3.13", (3, 13))
    broken.write_text("#!/bin/sh\necho 'pyenv: python3.13: command not found' >&2\nexit 127\n")
    managed = machine.add("python3", (3, 13), folder=tmp_path / "home" / ".pyenv" / "versions" / "3.13.0" / "bin")
    assert machine.find().stdout.strip() == str(managed)


def test_a_python_that_can_make_environments_is_preferred(machine):
    machine.add("python3.13", (3, 13), ensurepip=False)
    whole = machine.add("python3.12", (3, 12))
    assert machine.find().stdout.strip() == str(whole)


def test_the_named_python_is_taken_or_refused(machine, tmp_path):
    old = machine.add("old", (3, 11), folder=tmp_path / "elsewhere")
    new = machine.add("new", (3, 14), folder=tmp_path / "elsewhere")
    assert machine.find(PYTHON=str(new)).stdout.strip() == str(new)
    refused = machine.find(PYTHON=str(old))
    assert refused.returncode == 1
    assert "not a Python 3.12 or newer" in refused.stderr


@pytest.fixture
def setup(tmp_path, monkeypatch):
    """The setup script on a folder of its own, with pip's work counted instead of done."""
    module = script("setup")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text(f"# {name}\n")
    venv = tmp_path / ".venv"
    venv.mkdir()
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(module, "runs", lambda python: True)
    module.installed = []
    monkeypatch.setattr(module, "install", module.installed.append)
    return module


def test_nothing_is_installed_twice(setup):
    setup.main("requirements.txt")
    setup.main("requirements.txt")
    assert setup.installed == ["requirements.txt"]


def test_a_changed_lock_is_installed(setup, tmp_path):
    setup.main("requirements.txt")
    (tmp_path / "requirements.txt").write_text("# changed\n")
    setup.main("requirements.txt")
    assert setup.installed == ["requirements.txt", "requirements.txt"]


def test_whoever_has_the_development_packages_has_the_others(setup):
    setup.main("requirements-dev.txt")
    setup.main("requirements.txt")
    assert setup.installed == ["requirements-dev.txt"]


def test_a_failed_installation_is_tried_again(setup, monkeypatch):
    def fail(name):
        raise SystemExit("no network")

    monkeypatch.setattr(setup, "install", fail)
    with pytest.raises(SystemExit):
        setup.main("requirements.txt")
    monkeypatch.setattr(setup, "install", setup.installed.append)
    setup.main("requirements.txt")
    assert setup.installed == ["requirements.txt"]


def test_an_environment_whose_python_is_gone_is_noticed(tmp_path):
    python = tmp_path / "python"
    python.symlink_to(tmp_path / "gone")
    assert script("setup").runs(python) is False
