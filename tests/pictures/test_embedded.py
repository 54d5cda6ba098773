"""What a file says of itself is offered to a person, and nothing of it is used before somebody ticks it."""

import io
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from articles.models import AuditEntry, Picture
from articles.pictures.embedded import said_by
from articles.pictures.uploads import ingest
from tests.pictures.drawing import drawn

pytestmark = pytest.mark.django_db

XMP = """<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 photoshop:Credit="Harbour Post">
 <dc:creator><rdf:Seq><rdf:li>Мара Линдквист</rdf:li></rdf:Seq></dc:creator>
 <dc:description><rdf:Alt><rdf:li xml:lang="x-default">Passengers queue  on a wet pier</rdf:li></rdf:Alt></dc:description>
 <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 Harbour Post</rdf:li></rdf:Alt></dc:rights>
 </rdf:Description></rdf:RDF></x:xmpmeta>"""


def iptc(**records):
    """A JPEG application segment 13 with records of IPTC, as agencies write them."""
    numbers = {"caption": 120, "maker": 80, "credit": 110, "rights": 116}
    data = b"".join(
        b"\x1c\x02" + bytes([numbers[name]]) + len(text.encode(code)).to_bytes(2) + text.encode(code)
        for name, (text, code) in records.items()
    )
    block = b"8BIM\x04\x04\x00\x00" + len(data).to_bytes(4) + data + b"\x00" * (len(data) % 2)
    segment = b"Photoshop 3.0\x00" + block
    return b"\xff\xed" + (len(segment) + 2).to_bytes(2) + segment


def with_iptc(**records):
    plain = drawn().getvalue()
    return plain[:2] + iptc(**records) + plain[2:]


def exif(**texts):
    tags = {"caption": 0x010E, "maker": 0x013B, "rights": 0x8298}
    data = Image.Exif()
    for name, text in texts.items():
        data[tags[name]] = text
    return data


def said(content):
    return said_by(Image.open(io.BytesIO(content)))


def test_xmp_is_read_in_any_script():
    assert said(drawn(xmp=XMP.encode()).getvalue()) == {
        "caption": "Passengers queue on a wet pier",
        "credit": "Мара Линдквист / Harbour Post",
        "licence": "© 2026 Harbour Post",
    }


def test_iptc_is_read_in_utf_8_and_in_latin_1():
    sent = with_iptc(
        caption=("Fähre am Kai", "utf-8"),
        maker=("Ana Roth", "utf-8"),
        credit=("Agence Côte", "latin-1"),
        rights=("© Agence Côte", "latin-1"),
    )
    assert said(sent) == {
        "caption": "Fähre am Kai",
        "credit": "Ana Roth / Agence Côte",
        "licence": "© Agence Côte",
    }


def test_exif_is_read_when_nothing_else_speaks_and_what_a_camera_says_of_itself_is_not():
    spoken = exif(caption="A ferry", maker="Ana Roth", rights="Ana Roth 2026")
    assert said(drawn(exif=spoken).getvalue()) == {
        "caption": "A ferry",
        "credit": "Ana Roth",
        "licence": "Ana Roth 2026",
    }
    assert said(drawn(exif=exif(caption="OLYMPUS DIGITAL CAMERA         ")).getvalue()) == {}
    mixed = drawn(exif=spoken, xmp=XMP.encode()).getvalue()
    assert said(mixed)["caption"] == "Passengers queue on a wet pier"


@pytest.mark.parametrize(
    "xmp",
    [
        b"<x",
        b"\x00" * 100,
        b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 1000 + b'">]><a>&b;</a>',
        b"<a>" * 5000,
        b"<x>" + b"y" * 600_000 + b"</x>",
        b"<?xml version='1.0' encoding='utf-99'?><a/>",
    ],
    ids=["cut off", "zeros", "entities", "deep", "long", "encoding"],
)
def test_hostile_metadata_says_nothing_and_the_picture_is_taken(xmp):
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(file, "WEBP", xmp=xmp)
    file.seek(0)
    file.name = "x.webp"
    assert ingest(file).found == {}


def test_texts_are_cut_to_what_the_library_holds_and_lose_what_cannot_be_seen():
    found = said(with_iptc(caption=("a\u202eb\x07c " + "d" * 900, "utf-8"), maker=("x" * 300, "utf-8")))
    assert found["caption"].startswith("a b c d")
    assert (len(found["caption"]), len(found["credit"])) == (400, 200)


@pytest.fixture
def uploaded(reporter):
    file = SimpleUploadedFile("pier.jpg", drawn(xmp=XMP.encode()).getvalue())
    response = reporter.post(reverse("admin:articles_picture_add"), {"file": file, "alt": "A pier"})
    picture = Picture.objects.get()
    assert response.url == reverse("admin:articles_picture_change", args=[picture.pk])
    return picture


def change(client, picture, **fields):
    fields = {"title": picture.title, "alt": picture.alt, "focal_x": "0.5", "focal_y": "0.5", **fields}
    response = client.post(reverse("admin:articles_picture_change", args=[picture.pk]), fields)
    picture.refresh_from_db()
    return response


def test_what_the_file_says_is_offered_and_not_used(reporter, uploaded):
    assert (uploaded.caption, uploaded.credit, uploaded.licence) == ("", "", "")
    page = reporter.get(reverse("admin:articles_picture_change", args=[uploaded.pk])).content.decode()
    assert "What the file says of itself" in page
    assert "“© 2026 Harbour Post”" in page
    assert 'name="take_credit"' in page


def test_only_what_is_ticked_is_taken_and_asked_no_more(editor, uploaded):
    assert change(editor, uploaded, take_credit="on", credit="").status_code == 302
    assert (uploaded.credit, uploaded.caption) == ("Мара Линдквист / Harbour Post", "")
    assert set(uploaded.found) == {"caption", "licence"}
    assert "take_credit" in AuditEntry.objects.filter(verb="change").latest("pk").after
    change(editor, uploaded, credit=uploaded.credit, forget_found="on")
    assert uploaded.found == {}
    assert (
        "What the file says"
        not in editor.get(reverse("admin:articles_picture_change", args=[uploaded.pk])).content.decode()
    )


def test_a_credit_that_nobody_entered_begins_with_the_file_s_own_and_is_taken_by_saving_it(editor, uploaded):
    def credit():
        page = editor.get(reverse("admin:articles_picture_change", args=[uploaded.pk]))
        return page.context["adminform"].form["credit"].value()

    assert credit() == "Мара Линдквист / Harbour Post"
    change(editor, uploaded, credit=credit())
    assert uploaded.credit == "Мара Линдквист / Harbour Post"
    assert "credit" not in uploaded.found
    change(editor, uploaded, credit="Mara Lind")
    assert credit() == "Mara Lind"


def test_a_camera_that_names_its_owner_as_the_rights_alone_has_that_offered_as_the_credit():
    found = said(drawn(exif=exif(rights="Copyright Mara Lind")).getvalue())
    assert found == {"credit": "Copyright Mara Lind", "licence": "Copyright Mara Lind"}
    assert said(drawn(exif=exif(maker="Ana Roth", rights="Port")).getvalue())["credit"] == "Ana Roth"


def test_no_public_file_holds_what_the_file_said(uploaded):
    for path in Path(storages["default"].location).rglob("*.*"):
        assert b"Harbour Post" not in path.read_bytes()
