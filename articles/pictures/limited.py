"""Starting the decoder: one short-lived child process a picture, with little memory, little time and no secrets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from articles.pictures import decoding
from articles.pictures.decoding import Refused

WALL_SECONDS = 10
# All that the child needs of our environment: it holds a stranger's bytes and must not hold the site's keys.
KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")


def clean(data: bytes) -> tuple[dict[str, Any], bytes]:
    """The clean master of `data` and its facts (`came_as`, `width`, `height`, `extension`). Raises Refused."""
    facts, files = _decode(data, "clean", [])
    return facts, files[0]


def cut(data: bytes, plan: list[dict[str, Any]]) -> list[bytes]:
    """The files of `plan` (see `decoding.cut`), cut from the master `data`. Raises Refused."""
    return _decode(data, "cut", plan)[1]


def _decode(data: bytes, task: str, plan: list[dict[str, Any]]) -> tuple[dict[str, Any], list[bytes]]:
    environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    try:
        # -I: no PYTHON* variable, no user's packages. The program and its arguments are ours; the picture is only input.
        done = subprocess.run(
            [sys.executable, "-I", decoding.__file__, task, json.dumps(plan)],
            input=data,
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
            # One arena: glibc otherwise reserves 64 MB of address space for each thread.
            env={**environment, "MALLOC_ARENA_MAX": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("time") from error
    header, _newline, rest = done.stdout.partition(b"\n")
    if done.returncode != 0 or not header:
        raise Refused(_cause_of_death(done))
    facts = json.loads(header)
    if "refused" in facts:
        raise Refused(facts["refused"], **facts["facts"])
    files, start = [], 0
    for size in facts.pop("sizes"):
        files.append(rest[start : start + size])
        start += size
    return facts, files


def _cause_of_death(done: subprocess.CompletedProcess[bytes]) -> str:
    """What ended a child that gave no answer: out of time, out of memory, or a decoder that crashed."""
    import signal

    if -done.returncode in {signal.SIGXCPU, signal.SIGKILL}:
        return "time"
    return "memory" if b"MemoryError" in done.stderr else "broken"
