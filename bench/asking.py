"""Asks an address as fast as it is answered: by wrk on cores of its own, or, where wrk is missing, by threads of Python."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass

from bench.load import measure

UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Seen:
    """What those who asked saw in one round. Times in milliseconds; `wrong` counts what was no answer of 2xx or 3xx."""

    per_second: float
    median: float
    p99: float
    wrong: int


def find(program: str) -> str | None:
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def ask(seconds: float, cores: list[int], port: int, path: str, connections: int, *headers: str) -> Seen:
    """One round. With `cores`, those who ask run there and nowhere else."""
    if not find("wrk"):
        return asked_by_threads(seconds, port, path, connections, *headers)
    command = [
        "wrk",
        f"-t{min(2, connections)}",
        f"-c{connections}",
        f"-d{max(1, round(seconds))}s",
        "--latency",
        "-H",
        "Accept-Encoding: gzip",
    ]
    for header in headers:
        command += ["-H", header]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: os.sched_setaffinity(0, cores) if cores else None,
    )
    return read(done.stdout)


def asked_by_threads(seconds: float, port: int, path: str, connections: int, *headers: str) -> Seen:
    seen = measure(
        port, path, readers=connections, seconds=seconds, headers=dict(each.split(": ", 1) for each in headers)
    )
    return Seen(seen.per_second, seen.percentile(50), seen.percentile(99), seen.failures)


def read(said: str) -> Seen:
    """What wrk printed."""
    times = {
        percent: float(number) * UNITS[unit] for percent, number, unit in re.findall(r"(50|99)%\s+([\d.]+)(\w+)", said)
    }
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    sockets = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    failures = int(wrong[1]) if wrong else 0
    failures += sum(map(int, sockets.groups())) if sockets else 0
    return Seen(float(rate[1]) if rate else 0.0, times.get("50", 0.0), times.get("99", 0.0), failures)
