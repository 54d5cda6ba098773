"""What a server costs its machine: processor time and memory of a process and of all it started."""

from __future__ import annotations

import os
from pathlib import Path

from bench.outages import children

TICK = os.sysconf("SC_CLK_TCK")


def family(parent: int) -> list[int]:
    found = [parent]
    for each in found:
        found += children(each)
    return found


def processor_seconds(parent: int) -> float:
    """In user and system mode, of those that run now; what one of them did before it ended is lost with it."""
    spent = 0
    for each in family(parent):
        try:
            words = Path(f"/proc/{each}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # it ended as we looked
        spent += int(words[11]) + int(words[12])
    return spent / TICK


def megabytes(parent: int) -> float:
    """Of memory, what processes share counted once (PSS)."""
    kilobytes = 0
    for each in family(parent):
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1024


def machine() -> str:
    """Cores, model and memory, for the head of a table."""
    cpu = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    model = next((line.partition(":")[2].strip() for line in cpu.splitlines() if line.startswith("model name")), "?")
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {model}, {total:.0f} GB"
