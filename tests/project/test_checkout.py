"""What a stranger finds in the checkout: documents, documented commands, no host of a package registry."""

import re
import stat
import subprocess

import pytest

from tests.project.checkout import ROOT, SETTINGS, tracked_files

# Built from parts, so that this file names none.
REGISTRY_HOSTS = [
    domain + tail
    for domain, tail in [
        ("py" + "pi", ".org"),
        ("python" + "hosted", ".org"),
        ("registry." + "npm" + "js", ".org"),
        ("deb." + "debian", ".org"),
    ]
]


def test_no_file_names_the_host_of_a_package_registry():
    named = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in tracked_files()
        for host in REGISTRY_HOSTS
        if host.encode() in path.read_bytes()
    ]
    assert named == []


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE", ".editorconfig"])
def test_the_document_is_there(name):
    assert len((ROOT / name).read_text()) > 200


def test_the_changelog_has_a_heading_for_the_next_version():
    assert "\n## Next version\n" in (ROOT / "CHANGELOG.md").read_text()


def test_the_promises_to_reporters_are_stated():
    text = (ROOT / "SECURITY.md").read_text()
    assert "48 hours" in text
    assert "30 days" in text


def targets():
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"(?m)^\.PHONY:(.*)$", makefile)
    assert phony
    return phony[1].split()


def test_help_is_the_default_and_names_every_target():
    shown = subprocess.run(["make", "-C", str(ROOT)], capture_output=True, text=True, check=True).stdout
    assert [name for name in targets() if not re.search(rf"make {name}\s+\w", shown)] == []


@pytest.mark.parametrize(
    "name", ["setup", "run", "dev", "test", "lint", "fix", "types", "ci", "bench", "lock", "clean"]
)
def test_the_target_exists(name):
    assert name in targets()


@pytest.mark.parametrize("name", [".ci/run", ".ci/find-python", "manage.py"])
def test_the_script_can_be_run(name):
    assert (ROOT / name).stat().st_mode & stat.S_IXUSR


def test_every_setting_of_the_environment_is_in_the_readme():
    code = "".join((ROOT / "newsroom" / name).read_text() for name in SETTINGS)
    read = r"(?:environ\.get|boolean|words|number|days|header|addresses|mail_address|one_of)"
    named = set(re.findall(read + r"\(\s*\"([A-Z_]+)\"", code))
    documented = set(re.findall(r"(?m)^\| `([A-Z_]+)`", (ROOT / "README.md").read_text()))
    # Between manage.py and the settings only; and what systemd says of the socket that it hands on.
    ours = {"NEWSROOM_SERVES_NOBODY", "NEWSROOM_THROWAWAY_KEY", "LISTEN_FDS", "LISTEN_PID"}
    assert named - documented == ours
    assert len(named) > 10


def test_every_command_is_in_the_readme():
    folders = [ROOT / app / "management" / "commands" for app in ("articles", "newsroom")]
    commands = {path.stem for folder in folders for path in folder.glob("[a-z]*.py")}
    documented = set(re.findall(r"(?m)^\| `([a-z_]+)[ `]", (ROOT / "README.md").read_text()))
    assert commands - documented == set()


def test_every_package_of_the_lock_is_explained_in_the_readme():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    readme = (ROOT / "README.md").read_text().lower()
    names = [re.match(r"[a-z0-9-]+", line.lower())[0] for line in project["dependencies"]]
    assert [name for name in names if name not in readme] == []
