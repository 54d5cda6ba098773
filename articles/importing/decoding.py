"""Bytes to text: which encoding, which line endings, and what had to be repaired.

Order of trust: a byte order mark, UTF-16 with evidence, UTF-8, then single-byte encodings: another script's
when most letters are high bytes and everyday words of its language appear, else Windows-1252.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from articles.importing.document import Warning_
from articles.text.language import score_words

BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
OTHER_SCRIPTS = (
    ("cp1251", ("ru", "uk")),
    ("koi8-u", ("ru", "uk")),
    ("iso8859-5", ("ru", "uk")),
    ("cp866", ("ru", "uk")),
    ("cp1256", ("ar", "fa")),
    ("iso8859-6", ("ar",)),
    ("cp1255", ("he",)),
)
HIGH_BYTES = re.compile(rb"[\x80-\xff]")
LETTER_BYTES = re.compile(rb"[A-Za-z\x80-\xff]")
NEWLINES = re.compile("\r\n|\r|\n|\x0b|\x0c|\x85|\u2028|\u2029")
NEWLINE_NAMES = {"\r\n": "CRLF", "\r": "CR", "\n": "LF", "\x85": "NEL", "\u2028": "LS", "\u2029": "PS"}
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
# The printed signs among the characters Windows-1252 puts on 0x80-0x9F.
PRINTED = frozenset("“”‘’–—…•«»€°£")


@dataclass(frozen=True, slots=True)
class Decoded:
    """`text` has "\\n" for every line ending and no control character but tabs; `controls` were removed."""

    text: str
    encoding: str
    newline: str
    controls: int
    warnings: tuple[Warning_, ...]


def decode(raw: bytes) -> Decoded:
    """Decode any bytes; never raises. What is uncertain or repaired is said in `warnings`."""
    text, encoding, warnings = _to_text(raw)
    repaired, times = repair_double_encoding(text)
    newline = _newline(repaired)
    repaired = NEWLINES.sub("\n", repaired)
    if times:
        warnings.append(
            Warning_("double-encoding", f"Text that had been encoded twice was repaired in {times} places; check them.")
        )
    cleaned, controls = CONTROLS.subn("", repaired)
    if "\ufffd" in cleaned:
        warnings.append(
            Warning_("lost-characters", "Some characters were lost before the file came here (shown as \ufffd).")
        )
    return Decoded(cleaned, encoding, newline, controls, tuple(warnings))


def _to_text(raw: bytes) -> tuple[str, str, list[Warning_]]:
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            text = raw[len(mark) :].decode(encoding, errors="replace")
            return text, encoding + ("-sig" if encoding == "utf-8" else ""), []
    if b"\x00" in raw and (byte_order := _utf16_without_mark(raw)):
        return raw.decode(byte_order, errors="replace"), byte_order, []
    try:
        return raw.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        pass
    if (mended := _damaged_utf8(raw)) is not None:
        message = "A few bytes were not valid UTF-8; they were read as Windows-1252. Check accents and quotation marks."
        return mended, "utf-8", [Warning_("damaged-encoding", message)]
    return _single_byte(raw)


def _utf16_without_mark(raw: bytes) -> str | None:
    """The byte order when the bytes read as words and spaces in it, else None."""
    sample = raw[: min(len(raw), 8192) // 2 * 2]
    best: tuple[float, str] = (0.0, "")
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        if not text:
            continue
        good = sum(_everyday(character) for character in text)
        spaces = sum(character in " \n\r" for character in text)
        if spaces * 40 >= len(text) or len(text) < 12:
            best = max(best, (good / len(text), encoding))
    return best[1] if best[0] >= 0.95 else None


def _everyday(character: str) -> bool:
    if character in " \n\r\t" or "!" <= character <= "~":
        return True
    code = ord(character)
    return (0xA0 <= code < 0x0780 or 0x2010 <= code < 0x2040) and unicodedata.category(character) != "Cn"


def _damaged_utf8(raw: bytes) -> str | None:
    """The text when the bytes are UTF-8 but for a few strays (each read as Windows-1252), else None."""
    strays = 0

    def read_stray(error: UnicodeError) -> tuple[str, int]:
        nonlocal strays
        if not isinstance(error, UnicodeDecodeError):
            raise error
        strays += error.end - error.start
        return _windows_1252(error.object[error.start : error.end]), error.end

    codecs.register_error("newsroom.stray", read_stray)
    text = raw.decode("utf-8", errors="newsroom.stray")
    return text if len(HIGH_BYTES.findall(raw)) >= 8 * strays else None


def _windows_1252(raw: bytes) -> str:
    """Windows-1252, with Latin-1 for the five bytes it leaves undefined."""
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(
            bytes([byte]).decode("latin-1" if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252") for byte in raw
        )


def _single_byte(raw: bytes) -> tuple[str, str, list[Warning_]]:
    letters = len(LETTER_BYTES.findall(raw)) or 1
    if len(HIGH_BYTES.findall(raw)) / letters > 0.4 and (found := _other_script(raw)):
        message = f"The encoding was not stated; the text was read as {found[1]}. Check a few words."
        return found[0], found[1], [Warning_("guessed-encoding", message)]
    western = _windows_1252(raw)
    if b"\r" in raw and b"\n" not in raw:
        macintosh = raw.decode("mac_roman")
        if _oddness(macintosh) < _oddness(western):
            return macintosh, "mac-roman", []
    return western, "windows-1252", []


def _other_script(raw: bytes) -> tuple[str, str] | None:
    scored: list[tuple[int, str, str]] = []
    for encoding, languages in OTHER_SCRIPTS:
        text = raw.decode(encoding, errors="replace")
        words = max(score_words(text, language) for language in languages)
        scored.append((words * 3 - _oddness(text), text, encoding))
    best = max(scored, key=lambda candidate: candidate[0])
    return (best[1], best[2]) if best[0] > 0 else None


def _oddness(text: str) -> int:
    """How many characters look misread: signs no press text uses, capitals inside words, lost characters."""
    odd = 0
    before = " "
    for character in text[:20_000]:
        if character > "~":
            if character.isalpha():
                odd += character.isupper() and before.islower()
            elif character not in PRINTED and unicodedata.category(character) not in ("Zs", "Mn", "Po", "Cf"):
                odd += 1
        before = character
    return odd


def _newline(text: str) -> str:
    """The name of the line ending; "mixed" when several are used, "none" when the text is one line."""
    kinds = {NEWLINE_NAMES.get(match) for match in set(NEWLINES.findall(text))} - {None}
    if not kinds:
        return "none"
    return str(kinds.pop()) if len(kinds) == 1 else "mixed"


def _mojibake_tables() -> tuple[dict[str, int], str, str]:
    """Character to byte for Windows-1252 and its Latin-1 gaps; lead and follow-on characters for a pattern."""
    table = {_windows_1252(bytes([byte])): byte for byte in range(0x80, 0x100)}
    table |= {chr(byte): byte for byte in range(0x80, 0xA0)}
    leads = "".join(re.escape(sign) for sign, byte in table.items() if 0xC2 <= byte <= 0xF4)
    follow = "".join(re.escape(sign) for sign, byte in table.items() if byte < 0xC0)
    return table, leads, follow


TO_BYTE, LEADS, FOLLOW = _mojibake_tables()
TWICE = re.compile(f"[{LEADS}][{FOLLOW}]{{1,3}}")
HIGH = re.compile("[^\x00-\x7f\u0085\u2028]")


def repair_double_encoding(text: str) -> tuple[str, int]:
    """UTF-8 that was read as Windows-1252 and encoded again, put right; and in how many places.

    Only when it is certain: each sequence must be valid UTF-8, and such sequences must make up nearly all
    characters beyond ASCII. Otherwise the text is returned as it came.
    """
    times = touched = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal times, touched
        run = match.group()
        for length in range(len(run), 1, -1):
            try:
                good = bytes(TO_BYTE[sign] for sign in run[:length]).decode("utf-8")
            except (UnicodeDecodeError, KeyError):
                continue
            times += 1
            touched += length
            return good + run[length:]
        return run

    repaired = TWICE.sub(mend, text)
    high = len(HIGH.findall(text))
    if not times or touched < high * 0.8 or (times == 1 and touched == 2 and any(mark in text for mark in "“”‘")):
        return text, 0
    return repaired, times
