"""Hostile files: each is refused or done within two seconds, in a child that cannot take the site with it."""

import io
import time
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor
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


def outcome(path):
    began = time.monotonic()
    try:
        facts, master = limited.clean(path.read_bytes())
        said = "done"
        assert Image.open(io.BytesIO(master)).size == (facts["width"], facts["height"])
    except Refused as refusal:
        said = refusal.code
    return path.name, said, time.monotonic() - began


def test_the_malformed_pictures_of_the_corpus_are_refused_or_done_in_two_seconds():
    if not CORPUS.is_dir():
        pytest.skip(f"THE CORPUS OF MALFORMED PICTURES IS ABSENT: {CORPUS}")
    files = [path for path in sorted(CORPUS.rglob("*")) if path.is_file()]
    assert len(files) == 130
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(outcome, files))
    slow = [one for one in outcomes if one[2] > 2]
    assert not slow
    codes = [said for _name, said, _seconds in outcomes]
    assert codes.count("format") >= 107
    assert {"time", "memory"}.isdisjoint(codes)
