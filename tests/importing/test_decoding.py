"""Encodings and line endings: read right or said to be doubtful."""

import pytest

from articles.importing.decoding import decode, repair_double_encoding
from articles.importing.readers import read_document

ENGLISH = "Ferry strike enters third week\nThe union’s café talks failed – “for good”, said Åse Nygård of the workers on Monday.\n"
RUSSIAN = "Паром снова не вышел\nПрофсоюз сообщил в понедельник, что переговоры с компанией о зарплате и сменах были сорваны.\n"
ARABIC = "قالت نقابة العمال يوم الاثنين إن المحادثات مع الشركة انهارت بعد خلاف على الأجور في الميناء.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
def test_english_in_each_encoding(encoding):
    assert decode(ENGLISH.encode(encoding)).text == ENGLISH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "iso8859-5"])
def test_russian_in_each_encoding(encoding):
    assert decode(RUSSIAN.encode(encoding)).text == RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "cp1256", "iso8859-6"])
def test_arabic_in_each_encoding(encoding):
    assert decode(ARABIC.encode(encoding)).text == ARABIC


@pytest.mark.parametrize(
    "text", ["Ça va être réglé à l’été, a-t-il dit.", "Größe über Maß für Käufer", "El niño cumplió años", "Gutiérrez"]
)
def test_short_western_text_is_windows_1252(text):
    assert decode(text.encode("cp1252")).text == text


def test_old_macintosh_text_with_carriage_returns():
    decoded = decode(ENGLISH.replace("\n", "\r").encode("mac_roman"))
    assert (decoded.text, decoded.newline, decoded.encoding) == (ENGLISH, "CR", "mac-roman")


@pytest.mark.parametrize(
    ("ending", "name"),
    [("\n", "LF"), ("\r\n", "CRLF"), ("\r", "CR"), ("\x85", "NEL"), ("\u2028", "LS"), ("\u2029", "PS")],
)
def test_each_line_ending(ending, name):
    decoded = decode("one\ntwo\nthree\n".replace("\n", ending).encode())
    assert (decoded.text, decoded.newline) == ("one\ntwo\nthree\n", name)


def test_mixed_line_endings():
    assert decode(b"one\r\ntwo\nthree\rfour").text.split("\n") == ["one", "two", "three", "four"]
    assert decode(b"one\r\ntwo\nthree\rfour").newline == "mixed"


def test_control_characters_and_nuls_are_removed():
    assert decode(b"one\x00 t\x07wo\x1f\n").text == "one two\n"


def test_double_encoding_is_repaired_and_said():
    twice = ENGLISH.encode().decode("cp1252", errors="replace").replace("\ufffd", "\x9d")
    decoded = decode(twice.encode())
    assert decoded.text == ENGLISH
    assert [warning.code for warning in decoded.warnings] == ["double-encoding"]


@pytest.mark.parametrize(
    "text", ["L'âge du château et la forêt", "NÃO É ASSIM", "Über Äpfel", "“AMANHÃ”", ENGLISH, RUSSIAN]
)
def test_sound_text_is_not_repaired(text):
    assert repair_double_encoding(text) == (text, 0)


def test_damaged_quotation_marks_are_held_for_review():
    page = (
        "Ferries stop\nâNo sir, I do not,â? the captain told a panel of senators on Monday, and the unionâs leader agreed with him.\n"
        * 2
    )
    document = read_document(page.encode())
    assert document.status == "needs_review"
    assert "damaged-characters" in [warning.code for warning in document.warnings]


def test_a_stray_byte_in_utf_8_loses_nothing():
    raw = (ENGLISH * 8).encode() + b"Guti\xe9rrez agreed with the union on Monday.\n"
    decoded = decode(raw)
    assert "Gutiérrez" in decoded.text
    assert "“for good”" in decoded.text
    assert [warning.code for warning in decoded.warnings] == ["damaged-encoding"]
