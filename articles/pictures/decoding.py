"""The program that touches a stranger's bytes: checks, decodes, cleans and cuts pictures in a limited child process.

Runs alone (`python decoding.py clean|cut PLAN`, picture on standard input), knows no Django and starts in a tenth of a
second; of this package it uses only what knows no Django either (embedded, credentials, fingerprints).
`articles.pictures.limited` starts it; nothing else in the project decodes a picture. It answers on standard output with
one line of JSON, then the files it names, one after the other.
"""

from __future__ import annotations

import io
import json
import sys
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

# Content decides, never the name. Of 130 hostile files this list alone refuses 107 at the header; without it six BLP
# files take 270-654 MB.
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
FORMATS_READ = {*FORMATS, "MPO"}  # MPO: what many telephones write, a JPEG followed by others
LOSSLESS_FORMATS = {"PNG", "GIF"}
MAX_PIXELS = 40_000_000
MAX_SIDE = 12_000
MAX_FRAMES = 200
MASTER_SIDE = 2560
BAND = 128  # rows
MEMORY = 512 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 10

ORIENTATION_TAG = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Measured at 1900 px: AVIF at speed 10 costs 46 ms and 1 % more bytes than at speed 8; one thread keeps to the limits.
ENCODINGS: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 58, "speed": 10, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 78, "method": 3},
    "jpg": {"format": "JPEG", "quality": 82, "optimize": True, "progressive": True},
}
MASTER_ENCODINGS: dict[str, dict[str, Any]] = {
    "jpg": {"format": "JPEG", "quality": 90, "subsampling": 0, "optimize": True},
    "webp": {"format": "WEBP", "lossless": True, "quality": 50, "method": 2, "exact": False},
}


class Refused(Exception):
    """A picture that is not taken. `code` is one of format, broken, pixels, side, frames, memory, time."""

    def __init__(self, code: str, **facts: int | str):
        super().__init__(code)
        self.code, self.facts = code, facts


def refuse_bombs() -> None:
    """Make Pillow raise above MAX_PIXELS, wherever it is used in this process. It only warns by itself."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def open_checked(data: bytes) -> Image.Image:
    """The picture in `data`, its header read and held against every limit, nothing decoded. Raises Refused."""
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refused("pixels") from error
    except Image.UnidentifiedImageError as error:
        raise Refused("format") from error
    if picture.format not in FORMATS_READ:
        raise Refused("format")
    width, height = picture.size
    if max(width, height) > MAX_SIDE:
        raise Refused("side", width=width, height=height)
    if width * height > MAX_PIXELS:
        raise Refused("pixels", width=width, height=height)
    if picture.format != "MPO" and getattr(picture, "n_frames", 1) > MAX_FRAMES:
        raise Refused("frames")
    return picture


def clean(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The clean master of an upload: first frame, upright, sRGB, at most MASTER_SIDE a side, no metadata at all.

    JPEG, or lossless WebP for pictures with transparency and for those that came without loss. The facts hold what the
    file said of itself (`said`, `credentials`), which is in no file of ours, and what it looks like (`fingerprint`).
    """
    from articles.pictures import credentials, embedded, fingerprints

    picture = open_checked(data)
    said, signed = embedded.said_by(picture), credentials.credentials_of(data, str(picture.format))
    came_as, profile, turn = str(picture.format), picture.info.get("icc_profile"), orientation(picture)
    if came_as in {"JPEG", "MPO"}:
        picture.draft(None, (MASTER_SIDE, MASTER_SIDE))  # decodes a large one at half or quarter size
    picture.load()
    master = to_srgb(shrink(picture), profile)
    if turn in UPRIGHT:
        master = master.transpose(UPRIGHT[turn])
    extension = "webp" if master.mode == "RGBA" or came_as in LOSSLESS_FORMATS else "jpg"
    facts = {
        "came_as": "JPEG" if came_as == "MPO" else came_as,
        "width": master.width,
        "height": master.height,
        "extension": extension,
        "fingerprint": fingerprints.fingerprint(master),
        "said": said,
        "credentials": signed,
    }
    return facts, [encode(master, MASTER_ENCODINGS[extension])]


def cut(data: bytes, plan: list[dict[str, Any]]) -> tuple[dict[str, Any], list[bytes]]:
    """Renditions of a master, one for each entry of `plan`: `box` (pixels of the master), `size`, `extension`."""
    master = open_checked(data)
    master.load()
    files: list[bytes] = []
    sized: dict[tuple[int, ...], Image.Image] = {}
    for entry in plan:
        key = (*entry["box"], *entry["size"])
        if key not in sized:
            sized[key] = master.resize(tuple(entry["size"]), Image.Resampling.LANCZOS, box=tuple(entry["box"]))
        files.append(encode(sized[key], ENCODINGS[entry["extension"]]))
    return {}, files


def orientation(picture: Image.Image) -> int:
    """How the camera was held, by EXIF: 1 to 8. A picture whose EXIF cannot be read stays as it is."""
    try:
        return int(picture.getexif().get(ORIENTATION_TAG, 1))
    except Exception:  # noqa: BLE001  # Pillow raises half a dozen kinds on broken EXIF, which is no reason to refuse
        return 1


def shrink(picture: Image.Image) -> Image.Image:
    """As in `eight_bits`, at most MASTER_SIDE a side. A large one goes band by band: a second copy would not fit."""
    factor = max(picture.size) // MASTER_SIDE
    if factor > 1:
        width, height = picture.size
        smaller: Image.Image | None = None
        for top in range(0, height, BAND * factor):
            band = eight_bits(picture.crop((0, top, width, min(top + BAND * factor, height)))).reduce(factor)
            smaller = smaller or Image.new(band.mode, (band.width, -(-height // factor)))
            smaller.paste(band, (0, top // factor))
        picture = smaller or picture
    picture = eight_bits(picture)
    picture.thumbnail((MASTER_SIDE, MASTER_SIDE), Image.Resampling.LANCZOS, reducing_gap=None)
    return picture


def eight_bits(picture: Image.Image) -> Image.Image:
    """As L, RGB, CMYK or RGBA, eight bits a channel."""
    if picture.mode.startswith("I"):  # 16-bit grey
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in {"LA", "La", "PA", "RGBa"} or "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode in {"L", "RGB", "CMYK", "RGBA"}:
        return picture
    return picture.convert("RGB")


def to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """As RGB or RGBA in sRGB. A profile that is broken or of other channels than the picture is left aside."""
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    colours = picture.convert("RGB") if alpha else picture
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            colours = converted or colours
    colours = colours.convert("RGB")
    if alpha and alpha.getextrema() != (255, 255):
        colours.putalpha(alpha)
    return colours


def encode(picture: Image.Image, encoding: dict[str, Any]) -> bytes:
    """The file. Only pixels go in: some encoders would otherwise copy EXIF, profile and comment from `info`."""
    if encoding["format"] == "JPEG" and picture.mode == "RGBA":
        white = Image.new("RGB", picture.size, "white")
        white.paste(picture, mask=picture.getchannel("A"))
        picture = white
    bare = picture.copy()
    bare.info = {}
    file = io.BytesIO()
    bare.save(file, **encoding, exif=b"", icc_profile=None)
    return file.getvalue()


def limit_this_process() -> None:
    """Memory and processor time are the kernel's to refuse; no core dumps, and no file can be written."""
    import resource

    limits = {resource.RLIMIT_CPU: CPU_SECONDS, resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0}
    if sys.platform != "darwin":  # macOS knows no limit of address space
        limits[resource.RLIMIT_AS] = MEMORY
    for name, value in limits.items():
        resource.setrlimit(name, (value, value))


def main(task: str, plan: str) -> None:
    limit_this_process()
    refuse_bombs()
    data = sys.stdin.buffer.read()
    files: list[bytes] = []
    try:
        facts, files = clean(data) if task == "clean" else cut(data, json.loads(plan))
    except Refused as refusal:
        facts = {"refused": refusal.code, "facts": refusal.facts}
    except MemoryError:
        facts = {"refused": "memory", "facts": {}}
    except Exception as error:  # noqa: BLE001  # decoders raise anything on broken bytes; the bytes are refused, not the site
        facts = {"refused": "broken", "facts": {"error": type(error).__name__}}
    sys.stdout.buffer.write(json.dumps({**facts, "sizes": [len(file) for file in files]}).encode() + b"\n")
    for file in files:
        sys.stdout.buffer.write(file)


if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parents[2]))  # an isolated interpreter does not know where this package is
    main(*sys.argv[1:3])
