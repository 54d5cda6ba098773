"""The lock files install the same packages everywhere: hashes, no host, in step with pyproject.toml."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.project.checkout import ROOT

LOCKS = ["requirements.txt", "requirements-dev.txt"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def pins(name):
    """{"django": Requirement("django==6.1.3"), …}, and the number of hashes of each."""
    text = (ROOT / name).read_text()
    joined = re.sub(r"\\\n\s*", " ", re.sub(r"(?m)^\s*#.*\n", "", text))
    found = {}
    for line in joined.splitlines():
        requirement = Requirement(line.split(" --hash")[0].strip())
        found[requirement.name.lower()] = (requirement, line.count("--hash=sha256:"))
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_hashes(name):
    for requirement, hashes in pins(name).values():
        assert [spec.operator for spec in requirement.specifier] == ["=="], requirement
        assert hashes, requirement


@pytest.mark.parametrize("name", LOCKS)
def test_no_index_host_or_folder_is_named(name):
    assert not re.search(r"://|--(extra-)?index-url|--find-links|file:", (ROOT / name).read_text())


@pytest.mark.parametrize("name", LOCKS)
def test_the_header_says_how_it_is_made(name):
    assert "make lock" in (ROOT / name).read_text()[:200]


def test_the_lock_is_in_step_with_pyproject():
    for lock, wanted in [
        ("requirements.txt", PROJECT["dependencies"]),
        ("requirements-dev.txt", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]),
    ]:
        locked = pins(lock)
        for requirement in map(Requirement, wanted):
            pin, _ = locked[requirement.name.lower()]
            assert requirement.specifier.contains(next(iter(pin.specifier)).version), f"{requirement}: run `make lock`"


def test_development_has_the_versions_production_has():
    production, development = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: str(pin) for name, (pin, _) in production.items()} == {
        name: str(development[name][0]) for name in production
    }


def test_the_python_version_is_one_we_support():
    assert (ROOT / ".python-version").read_text().strip() == "3.13"
    assert PROJECT["requires-python"] == ">=3.12"
