"""What an upload becomes, and what is refused with which advice."""

import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from articles.models import Picture
from articles.pictures import decoding, uploads
from articles.pictures.uploads import DuplicatePicture, ingest
from tests.pictures.drawing import camera_metadata, colour_at, drawn
from tests.world import make_user

pytestmark = pytest.mark.django_db


def linear_profile():
    """sRGB with its three tone curves replaced by straight lines (gamma 1.0)."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = int.from_bytes(profile[128:132])
    for tag in range(tags):
        entry = 132 + 12 * tag
        if bytes(profile[entry : entry + 4]) in {b"rTRC", b"gTRC", b"bTRC"}:
            start = int.from_bytes(profile[entry + 4 : entry + 8])
            profile[start : start + 16] = b"curv" + bytes(4) + (0).to_bytes(4) + bytes(4)
            profile[entry + 8 : entry + 12] = (12).to_bytes(4)
    return bytes(profile)


def master_of(picture):
    return opened(picture.master.name)


def opened(name):
    with storages["default"].open(name) as file:
        return Image.open(io.BytesIO(file.read()))


def every_public_byte():
    root = Path(storages["default"].location)
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_an_upload_becomes_a_picture_with_its_size_and_fields():
    reporter = make_user("reporter")
    picture = ingest(drawn((900, 600)), by=reporter, alt="A pier", credit="Ana Roth")
    picture.refresh_from_db()
    assert (picture.width, picture.height) == (900, 600)
    assert (picture.alt, picture.credit, picture.uploaded_by) == ("A pier", "Ana Roth", reporter)
    assert picture.title == "img 2041 pier"
    assert len(picture.digest) == 64


def test_an_uploaded_file_of_django_is_taken_too():
    upload = SimpleUploadedFile("Ferry at dawn.JPG", drawn().read(), content_type="text/html")
    assert ingest(upload).title == "ferry at dawn"


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_the_five_formats_are_taken(file_format):
    picture = ingest(drawn(file_format=file_format, name="x"))
    assert master_of(picture).format in {"JPEG", "WEBP"}
    assert colour_at(master_of(picture), 0.1, 0.5) == "red"
    assert colour_at(master_of(picture), 0.9, 0.5) == "blue"


@pytest.mark.parametrize("mode", ["L", "P", "1", "LA", "RGBA", "I;16"])
def test_every_kind_of_png_is_taken(mode):
    file = io.BytesIO()
    (Image.new(mode, (400, 300), 40000) if mode == "I;16" else Image.open(drawn()).convert("RGB").convert(mode)).save(
        file, "PNG"
    )
    file.seek(0)
    picture = ingest(file)
    assert master_of(picture).mode in {"RGB", "RGBA"}
    if mode == "I;16":
        assert abs(master_of(picture).getpixel((5, 5))[0] - 40000 // 256) <= 2


def test_transparency_is_kept_in_the_master_and_white_in_jpeg_renditions():
    picture = ingest(drawn(mode="RGBA", file_format="PNG"))
    assert master_of(picture).mode == "RGBA"
    assert opened(f"renditions/{picture.digest[:20]}/320.jpg").getpixel((10, 10))[1] > 100


@pytest.mark.parametrize(
    ("orientation", "where_red_is"), [(1, (0.1, 0.5)), (3, (0.9, 0.5)), (6, (0.5, 0.1)), (8, (0.5, 0.9))]
)
def test_a_picture_taken_sideways_is_turned_upright(orientation, where_red_is):
    picture = ingest(drawn((900, 600), exif=camera_metadata(orientation)))
    assert (picture.width, picture.height) == ((600, 900) if orientation in {6, 8} else (900, 600))
    assert colour_at(master_of(picture), *where_red_is) == "red"


def test_no_metadata_reaches_a_public_file():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    sent = drawn(exif=camera_metadata(6), icc_profile=profile, comment=b"SecretComment", xmp=b"<x>SecretXmp</x>")
    assert all(word in sent.getvalue() for word in (b"SecretCameraMaker", b"SecretComment", b"SecretXmp"))
    ingest(sent)
    files = every_public_byte()
    assert len(files) == 7  # the master, and AVIF, WebP and JPEG for the page and the card
    for path, content in files.items():
        picture = Image.open(io.BytesIO(content))
        assert dict(picture.getexif()) == {}, path
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(picture.info), path
        assert b"Secret" not in content, path


def test_colours_of_another_profile_come_out_in_srgb():
    linear = decoding.to_srgb(Image.new("RGB", (8, 8), (128, 128, 128)), linear_profile())
    assert linear.getpixel((4, 4))[0] > 180  # half the light is a brighter grey than half the number


def test_a_profile_that_does_not_fit_the_picture_is_left_aside():
    picture = ingest(drawn(mode="CMYK", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()))
    assert master_of(picture).mode == "RGB"
    assert colour_at(master_of(picture), 0.1, 0.5) == "red"


def test_a_large_picture_gets_a_master_of_2560_pixels():
    picture = ingest(drawn((6000, 4000)))
    assert (picture.width, picture.height) == (2560, 1707)


def test_the_original_is_kept_untouched_in_the_private_storage():
    sent = drawn(exif=camera_metadata(6))
    picture = ingest(sent)
    with picture.original.open() as original:
        assert original.read() == sent.getvalue()
    assert picture.digest in picture.original.name
    assert picture.original.storage is not storages["default"]


def test_the_same_bytes_twice_name_the_picture_that_is_there():
    first = ingest(drawn(), title="Ferry at the pier")
    with pytest.raises(DuplicatePicture, match="in the library already: “Ferry at the pier”") as refusal:
        ingest(drawn(), title="Another title")
    assert refusal.value.picture == first
    assert Picture.objects.count() == 1


def test_two_uploads_at_the_same_moment_make_one_picture(monkeypatch):
    first = ingest(drawn())
    looks = iter([None])
    look = uploads.refuse_duplicate
    monkeypatch.setattr(
        uploads, "refuse_duplicate", lambda digest: next(looks) if looks.__length_hint__() else look(digest)
    )
    with pytest.raises(DuplicatePicture):
        ingest(drawn())
    assert Picture.objects.get() == first


def test_an_animation_gives_its_first_frame():
    frames = [Image.new("RGB", (400, 300), colour) for colour in ("red", "blue", "blue")]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    file.seek(0)
    assert colour_at(master_of(ingest(file)), 0.5, 0.5) == "red"


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", "The file is empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "JPEG, PNG, WebP, AVIF or GIF"),
        (b"<html><script>alert(1)</script></html>", "JPEG, PNG, WebP, AVIF or GIF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "JPEG, PNG, WebP, AVIF or GIF"),
        (drawn().getvalue()[:2000], "damaged"),
        (drawn((12_001, 10), file_format="PNG").getvalue(), "longer than 12000 pixels"),
        (b"\xff\xd8" + b"0" * (20 * 1024 * 1024), "larger than 20 MB"),
    ],
    ids=["empty", "svg", "html", "eps", "cut off", "long", "heavy"],
)
def test_what_is_no_good_picture_is_refused_with_advice(content, advice):
    with pytest.raises(ValidationError, match=advice):
        ingest(io.BytesIO(content))
    assert not Picture.objects.exists()
    assert every_public_byte() == {}


def test_an_animation_of_201_frames_is_refused():
    frames = [Image.new("L", (4, 4), number) for number in range(201)]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    file.seek(0)
    with pytest.raises(ValidationError, match="more than 200 frames"):
        ingest(file)


def test_fields_are_held_against_the_model():
    with pytest.raises(ValidationError, match="focal_x"):
        ingest(drawn(), focal_x=1.5)
    assert not Picture.objects.exists()
