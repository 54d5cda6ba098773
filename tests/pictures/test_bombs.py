"""Hostile files: each is refused or done within two seconds, in a child that cannot take the site with it."""

import io
import json
import subprocess
import sys
import warnings
import zlib
from pathlib import Path
from struct import pack

import pytest
from PIL import Image

from articles.pictures import decoding, limited
from articles.pictures.decoding import Refused

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "badinput" / "images"


def png_of_zeros(width, height):
    """A PNG of one-bit black pixels, a thousandth of what it unpacks to."""

    def chunk(kind, data):
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(bytes((width // 8 + 1) * height), 9)
    header = pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("size", "code"), [((7000, 7000), "pixels"), ((11_999, 11_999), "pixels"), ((60_000, 2), "side")]
)
def test_a_bomb_is_refused_from_its_header(size, code):
    with pytest.raises(Refused) as refusal:
        limited.clean(png_of_zeros(*size))
    assert refusal.value.code == code


def test_pillows_own_warning_is_an_error_in_the_child():
    limit = Image.MAX_IMAGE_PIXELS
    try:
        with warnings.catch_warnings():
            decoding.refuse_bombs()
            with pytest.raises((Image.DecompressionBombWarning, Image.DecompressionBombError)):
                Image.open(io.BytesIO(png_of_zeros(7000, 7000)))
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def test_a_decoder_that_takes_too_much_memory_ends_in_words():
    file = io.BytesIO()
    Image.new("RGB", (7700, 5100), "navy").save(file, "WEBP")  # its decoder keeps four copies of 157 MB
    with pytest.raises(Refused) as refusal:
        limited.clean(file.getvalue())
    assert refusal.value.code == "memory"


def test_a_decoder_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(limited, "WALL_SECONDS", 0.01)
    with pytest.raises(Refused) as refusal:
        limited.clean(png_of_zeros(100, 100))
    assert refusal.value.code == "time"


def test_the_child_knows_no_secrets(monkeypatch, tmp_path):
    program = tmp_path / "prints_environment.py"
    program.write_text(
        "import json, os, sys; json.dump({'sizes': [], 'names': sorted(os.environ)}, sys.stdout); print()\n"
    )
    monkeypatch.setattr(limited.decoding, "__file__", str(program))
    monkeypatch.setenv("SECRET_KEY", "a key")
    monkeypatch.setenv("DATABASE_URL", "postgres://user:password@host/name")
    facts, _files = limited._decode(b"", "clean", [])
    assert "MALLOC_ARENA_MAX" in facts["names"]
    assert not {"SECRET_KEY", "DATABASE_URL"} & set(facts["names"])


# Runs alone: what the kernel tells of children that ended is the most that any of them took.
MEASURE = """
import io, json, resource, sys, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from PIL import Image
from articles.pictures import limited

def outcome(path):
    began = time.monotonic()
    try:
        facts, master = limited.clean(Path(path).read_bytes())
        whole = Image.open(io.BytesIO(master)).size == (facts["width"], facts["height"])
        said = "done" if whole else "another size"
    except limited.Refused as refusal:
        said = refusal.code
    return Path(path).name, said, time.monotonic() - began

with ThreadPoolExecutor(2) as pool:
    outcomes = list(pool.map(outcome, sys.argv[2:]))
json.dump({"outcomes": outcomes, "kilobytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}, sys.stdout)
"""


def test_the_malformed_pictures_of_the_corpus_are_refused_or_done_in_two_seconds_and_300_megabytes(record_property):
    if not CORPUS.is_dir():
        pytest.skip(f"THE CORPUS OF MALFORMED PICTURES IS ABSENT: {CORPUS}")
    files = [str(path) for path in sorted(CORPUS.rglob("*")) if path.is_file()]
    assert len(files) == 130
    root = str(Path(__file__).parents[2])
    done = subprocess.run([sys.executable, "-c", MEASURE, root, *files], capture_output=True, check=True, text=True)
    measured = json.loads(done.stdout)
    slowest = max(measured["outcomes"], key=lambda one: one[2])
    record_property("megabytes", measured["kilobytes"] // 1024)
    record_property("slowest", slowest)
    assert slowest[2] <= 2
    assert measured["kilobytes"] <= 300 * 1024
    codes = [said for _name, said, _seconds in measured["outcomes"]]
    assert codes.count("format") >= 107
    assert set(codes) <= {"done", "format", "broken", "pixels", "side", "frames"}
