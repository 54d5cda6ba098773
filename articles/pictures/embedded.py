"""What a file says of itself: caption, maker and rights, as IPTC, XMP and EXIF hold them. For people to accept or not.

Runs in the limited child only (articles/pictures/decoding.py): all of it is a stranger's bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from xml.etree import ElementTree  # read in a child that is limited in memory and time, never with a DTD

from PIL import Image, IptcImagePlugin

# The longest that the library's own fields hold (articles/pictures/models.py).
LONGEST = {"caption": 400, "credit": 200, "licence": 200}
MAX_XMP = 512 * 1024  # bytes
NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
}
IPTC_CAPTION, IPTC_MAKER, IPTC_CREDIT, IPTC_RIGHTS = (2, 120), (2, 80), (2, 110), (2, 116)
EXIF_CAPTION, EXIF_MAKER, EXIF_RIGHTS = 0x010E, 0x013B, 0x8298
# What cameras and programs write by themselves says nothing of the picture.
SAID_BY_MACHINES = re.compile(
    r"(?:olympus|sony|minolta|kodak|ricoh|samsung|canon) .*(?:camera|picture)|dcim|screenshot", re.IGNORECASE
)
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")


def said_by(picture: Image.Image) -> dict[str, str]:
    """`caption`, `credit` and `licence` as the file has them, each only when there is one. Never raises.

    XMP is newest and knows every script, IPTC is what agencies send, EXIF is what cameras write: the first that speaks
    counts. A file that names its rights and no maker has these for its credit as well.
    """
    sources = [facts_of(reader, picture) for reader in (from_xmp, from_iptc, from_exif)]
    found: dict[str, str] = {}
    for name, longest in LONGEST.items():
        text = next((text for source in sources if (text := tidy(source.get(name, ""), longest))), "")
        if text and not (name == "caption" and SAID_BY_MACHINES.search(text)):
            found[name] = text
    if "credit" not in found and "licence" in found:
        found["credit"] = found["licence"]  # cameras that know their owner often write it as the rights alone
    return found


def facts_of(reader: Callable[[Image.Image], dict[str, str]], picture: Image.Image) -> dict[str, str]:
    try:
        return reader(picture)
    except Exception:  # noqa: BLE001  # readers of metadata raise anything on broken bytes; the pixels may be good all the same
        return {}


def from_xmp(picture: Image.Image) -> dict[str, str]:
    packet = picture.info.get("xmp") or b""
    data = packet if isinstance(packet, bytes) else str(packet).encode()
    if not data or len(data) > MAX_XMP or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return {}
    root = ElementTree.fromstring(data.strip(b"\x00 \r\n\t"))  # noqa: S314  # no DTD, a limited process: see the import
    makers = [*texts_of(root, "dc", "creator"), *texts_of(root, "photoshop", "Credit")]
    return {
        "caption": next(texts_of(root, "dc", "description"), ""),
        "credit": both(makers),
        "licence": next(texts_of(root, "dc", "rights"), ""),
    }


def texts_of(root: ElementTree.Element, prefix: str, name: str) -> Iterator[str]:
    """Every text of a property, whether it is written as an attribute, as a text or as a list."""
    full = f"{{{NAMESPACES[prefix]}}}{name}"
    for description in root.iter(f"{{{NAMESPACES['rdf']}}}Description"):
        if written := description.get(full):
            yield written
        for element in description.findall(full):
            items = [item.text or "" for item in element.iter(f"{{{NAMESPACES['rdf']}}}li")]
            yield from items or [element.text or ""]


def from_iptc(picture: Image.Image) -> dict[str, str]:
    records: dict[tuple[int, int], Any] = IptcImagePlugin.getiptcinfo(picture) or {}  # type: ignore[arg-type]  # it is one: it came out of Image.open

    def text(key: tuple[int, int]) -> str:
        value = records.get(key) or b""
        return decoded(value[0] if isinstance(value, list) else value)

    return {
        "caption": text(IPTC_CAPTION),
        "credit": both([text(IPTC_MAKER), text(IPTC_CREDIT)]),
        "licence": text(IPTC_RIGHTS),
    }


def from_exif(picture: Image.Image) -> dict[str, str]:
    exif = picture.getexif()
    names = {"caption": EXIF_CAPTION, "credit": EXIF_MAKER, "licence": EXIF_RIGHTS}
    return {name: decoded(exif.get(tag) or "") for name, tag in names.items()}


def decoded(value: Any) -> str:
    """Text of a field that does not say in which encoding it is: UTF-8 when it can be, else Latin-1.

    Pillow reads the text fields of EXIF as Latin-1; what was written as UTF-8 comes back whole here.
    """
    if isinstance(value, str):
        with suppress(UnicodeError):
            return value.encode("latin-1").decode()
        return value
    try:
        return bytes(value).decode()
    except UnicodeDecodeError:
        return bytes(value).decode("latin-1")


def both(names: list[str]) -> str:
    """“Mara Lindqvist / Harbour Post”: who made it and for whom, each once."""
    return " / ".join(dict.fromkeys(name.strip() for name in names if name.strip()))


def tidy(text: str, longest: int) -> str:
    return " ".join(UNPRINTABLE.sub(" ", text).split())[:longest].strip()
