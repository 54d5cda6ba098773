"""The benchmark counts what it says: answers, failures, times."""

import math
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.asking import Seen, read
from bench.figures import Bound, Figure, table
from bench.load import Measured, measure
from bench.processes import family, megabytes, processor_seconds
from bench.served import ROOT
from tests.listening import Quiet, listening


class Answers(Quiet, BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")


@pytest.fixture
def port():
    with listening(Answers, ThreadingHTTPServer) as server:
        yield server.server_port


def test_answers_are_counted_and_timed(port):
    seen = measure(port, "/", readers=2, seconds=0.2)
    assert len(seen.times) >= 2
    assert seen.failures == 0
    assert seen.bytes_each == 5
    assert 0 < seen.percentile(50) <= seen.percentile(99)
    assert seen.per_second == pytest.approx(len(seen.times) / seen.seconds)


def test_an_error_page_is_a_failure_and_no_fast_answer(port):
    seen = measure(port, "/nowhere/", readers=2, seconds=0.1)
    assert seen.failures >= 2
    assert seen.times == []
    assert math.isnan(seen.percentile(50))


def test_a_server_that_is_gone_is_a_failure(port):
    closed = measure(1, "/", readers=1, seconds=0)
    assert closed.failures == 1


def test_percentiles_of_known_times():
    seen = Measured("/", seconds=2, times=[float(n) for n in range(1, 102)])
    assert (seen.percentile(50), seen.percentile(99)) == (51, 100)
    assert seen.per_second == pytest.approx(50.5)


def test_what_wrk_prints_is_read():
    said = """
  Latency Distribution
     50%  450.00us
     75%    1.10ms
     99%    1.53s
  1000 requests in 4.00s
  Socket errors: connect 1, read 2, write 0, timeout 3
  Non-2xx or 3xx responses: 7
Requests/sec:  12345.67
"""
    assert read(said) == Seen(per_second=12345.67, median=0.45, p99=1530.0, wrong=13)


def test_a_bound_is_met_or_not_and_never_with_a_wrong_answer():
    quick = Bound("≤ 2 ms", lambda row: row.median <= 2)
    row = Figure("a page", 16, per_second=1234.5, median=1.5, p99=3)
    assert quick.judged(row).is_met
    assert not quick.judged(replace(row, median=2.5)).is_met
    assert not quick.judged(replace(row, wrong=1)).is_met
    assert Bound().judged(row).is_met is None


def test_the_table_has_a_cell_for_each_of_its_heads():
    rows = [Figure("a page", 16, 1234.5, 1.5, 3), Figure("a post", 1, 10, 2, 3, cpu=1.234, asked="≥ 5/s", is_met=False)]
    lines = table(rows).splitlines()
    assert len({line.count("|") for line in lines}) == 1
    assert "| 1,234 |" in lines[2] or "| 1,235 |" in lines[2]
    assert "1.23" in lines[3]
    assert lines[3].endswith("| ≥ 5/s | **no** |")


def test_what_a_process_costs_is_that_of_its_children_too():
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'while True: pass'])"
    with subprocess.Popen([sys.executable, "-c", code], start_new_session=True) as parent:
        try:
            deadline = time.monotonic() + 20
            while processor_seconds(parent.pid) < 0.3 and time.monotonic() < deadline:
                time.sleep(0.05)
            assert len(family(parent.pid)) == 2
            assert processor_seconds(parent.pid) >= 0.3
            assert megabytes(parent.pid) > 5
        finally:
            os.killpg(parent.pid, signal.SIGKILL)


def test_the_whole_table_is_made(tmp_path):
    """A small newsroom, served, read, searched, posted to and worked at: no answer is wrong, and no row is missing."""
    made = tmp_path / "table.md"
    command = [sys.executable, "-m", "bench", "--stories", "70", "--seconds", "1", "--rounds", "1", "--posts", "20"]
    clean = {name: value for name, value in os.environ.items() if name not in {"VAR_DIR", "DJANGO_SETTINGS_MODULE"}}
    whole = [*command, "--table", str(made)]
    done = subprocess.run(whole, cwd=ROOT, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = made.read_text().splitlines()
    for row in ("a story, kept", "a story with 50 comments", "the archive, page 1,000", "a comment posted", "the desk"):
        assert any(line.startswith(f"| {row}") for line in lines), row
