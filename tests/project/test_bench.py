"""The benchmark counts what it says: answers, failures, times."""

import http.server
import math
import threading

import pytest

from bench.__main__ import row
from bench.load import Measured, measure


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *args):
        pass


@pytest.fixture
def port():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


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
    assert row(seen).split() == ["/", "0", "50", "51.0", "96.0", "100.0", "0"]
