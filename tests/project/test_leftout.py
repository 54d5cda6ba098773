"""A test that needs a program which is not there is skipped loudly, and fails in CI."""

import os
import subprocess
import sys

import pytest

from tests.project.checkout import ROOT

SUITE = """
import pytest

@pytest.mark.redis
def test_with_redis():
    pass

def test_corpus():
    pytest.skip("the corpus is not here")

def test_plain():
    pass
"""


@pytest.fixture
def run_suite(tmp_path):
    """Run a small suite with the plugin as the real one is run; returns exit status and output."""
    (tmp_path / "test_small.py").write_text(SUITE)

    def run(*arguments, **environment):
        clean = {name: value for name, value in os.environ.items() if name not in {"CI", "REDIS_URL"}}
        done = subprocess.run(
            [
                *[
                    sys.executable,
                    "-m",
                    "pytest",
                    "-q",
                    "-p",
                    "tests.leftout",
                    "-p",
                    "no:cacheprovider",
                    "-c",
                    "/dev/null",
                ],
                *["--rootdir", str(tmp_path), "--ds", "tests.settings", "-o", "markers=redis: needs Redis", *arguments],
                str(tmp_path / "test_small.py"),
            ],
            cwd=ROOT,
            env={**clean, **environment, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return run


def test_what_was_left_out_is_listed_at_the_end(run_suite):
    status, output = run_suite()
    assert status == 0
    assert "LEFT OUT: 2 tests did not run" in output
    assert "1 × needs Redis in REDIS_URL" in output
    assert "1 × the corpus is not here" in output


def test_the_list_survives_parallel_runs(run_suite):
    status, output = run_suite("-n", "2")
    assert status == 0
    assert "1 × needs Redis in REDIS_URL" in output


def test_in_ci_a_missing_program_is_a_failure(run_suite):
    status, output = run_suite(CI="true")
    assert status == 1
    assert "CI may leave nothing out" in output
    assert "1 passed, 1 skipped, 1 error" in output


def test_with_the_program_there_nothing_is_said(run_suite):
    status, output = run_suite("-k", "redis or plain", REDIS_URL="redis://127.0.0.1:1/0")
    assert status == 0
    assert "LEFT OUT" not in output
