"""A page as it is kept: its bytes in each encoding, made once, its headers, and what says whether it is still good."""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import brotli

from articles.page_cache.generations import slots_of

Headers = list[tuple[str, str]]
IDENTITY, GZIP, BROTLI = range(3)
CODINGS = ("", "gzip", "br")
SUFFIXES = ("", "-gz", "-br")
COMPRESSED_BELOW = 150  # bytes; a smaller body only grows
COMPRESSIBLE = ("text/", "application/json", "application/xml", "image/svg", "application/javascript")
FORMAT = b"NEWSROOM-PAGE-2\n"


@dataclass
class Variant:
    """The body in one encoding, with the headers that go with it alone."""

    body: bytes
    etag: str
    headers: Headers


@dataclass
class Page:
    """One address. `seen` is the number of the generations before it was built, on the machine `machine`.

    `until` is its next planned change; infinite when nothing is planned. The last lines are the layer's own notes.
    """

    key: str
    headers: Headers
    tags: tuple[str, ...]
    variants: list[Variant]
    seen: int
    machine: int
    release: str
    built: float
    until: float
    slots: tuple[int, ...] = ()
    size: int = 0
    checked: int = 0  # the number of the generations at which it was last found good
    used: int = 0  # the second in which it was last sent
    stood_in: tuple[int, int] = (
        -1,
        -1,
    )  # the second, and the number, at which it was found fit to stand in for a newer one
    second: int = -1  # the second for which `ready` was made
    ready: list[tuple[str, Headers, Headers, list[bytes]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.slots = slots_of(self.tags)
        self.size = sum(len(variant.body) for variant in self.variants) + 2000  # the objects around them
        self.checked = self.seen

    @property
    def has_query(self) -> bool:
        return "?" in self.key


def encoded(body: bytes, content_type: str) -> list[Variant]:
    """The variants of `body`: one that is smaller by compression in all three encodings, another in its own alone."""
    digest = urlsafe_b64encode(hashlib.sha256(content_type.encode() + b"\0" + body).digest()[:18]).decode()
    bodies = [body]
    if len(body) > COMPRESSED_BELOW and is_compressible(content_type):
        packed = zlib.compressobj(6, zlib.DEFLATED, 31)
        bodies += [packed.compress(body) + packed.flush(), brotli.compress(body, quality=6)]
    return [variant(coding, each, digest) for coding, each in enumerate(bodies)]


def variant(coding: int, body: bytes, digest: str) -> Variant:
    etag = f'"{digest}{SUFFIXES[coding]}"'
    headers = [("Content-Length", str(len(body))), ("ETag", etag)]
    if coding:
        headers.append(("Content-Encoding", CODINGS[coding]))
    return Variant(body, etag, headers)


def is_compressible(content_type: str) -> bool:
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type.startswith(COMPRESSIBLE) or media_type.endswith(("+xml", "+json"))


def to_bytes(page: Page) -> bytes:
    """For the disk: a line that says what it is, the digest of the rest, a line of JSON, the bodies."""
    head = {
        "key": page.key,
        "headers": page.headers,
        "tags": page.tags,
        "seen": page.seen,
        "machine": page.machine,
        "release": page.release,
        "built": page.built,
        "until": None if page.until == float("inf") else page.until,
        "variants": [[len(each.body), each.etag, each.headers] for each in page.variants],
    }
    rest = b"".join([json.dumps(head).encode(), b"\n", *(each.body for each in page.variants)])
    return FORMAT + hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest


def from_bytes(content: bytes) -> Page | None:
    """The page; None for what is none of ours, or was cut off or damaged."""
    form, digest, rest = content[: len(FORMAT)], content[len(FORMAT) : len(FORMAT) + 64], content[len(FORMAT) + 65 :]
    if form != FORMAT or hashlib.sha256(rest).hexdigest().encode() != digest:
        return None
    line, _newline, bodies = rest.partition(b"\n")
    head: dict[str, Any] = json.loads(line)
    variants, start = [], 0
    for length, etag, headers in head.pop("variants"):
        variants.append(Variant(bodies[start : start + length], etag, [(name, value) for name, value in headers]))
        start += length
    until = float("inf") if head["until"] is None else head["until"]
    headers = [(name, value) for name, value in head["headers"]]
    return Page(**{**head, "headers": headers, "tags": tuple(head["tags"]), "until": until}, variants=variants)
