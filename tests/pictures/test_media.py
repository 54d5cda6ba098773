"""`/media/`: public files only, for ever cacheable, and nothing in them can run."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse

from articles.pictures.renditions import address, fallback, renditions_of
from articles.pictures.uploads import ingest
from tests.pictures.drawing import camera_metadata, drawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture():
    return ingest(drawn((1800, 400), exif=camera_metadata()))


def body_of(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(("extension", "kind"), [("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")])
def test_a_rendition_is_served_with_its_type(client, picture, extension, kind):
    name = next(one.name for one in renditions_of(picture) if one.extension == extension)
    response = client.get(reverse("media", args=[name]))
    assert response.status_code == 200
    assert response["Content-Type"] == kind
    with storages["default"].open(name) as file:
        assert body_of(response) == file.read()


def test_headers_say_for_ever_and_let_nothing_run(client, picture):
    response = client.get(address(picture), headers={"Accept-Encoding": "gzip"})
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Content-Encoding"] == "identity"
    assert int(response["Content-Length"]) == len(body_of(response))
    assert not response.cookies


def test_a_browser_that_has_the_picture_gets_304(client, picture):
    first = client.get(address(picture))
    first.close()
    again = client.get(address(picture), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    head = client.head(address(picture))
    assert head.status_code == 200
    head.close()


def test_originals_are_never_reached(client, picture):
    name = picture.original.name
    assert picture.original.storage.exists(name)
    private = storages["originals"].location
    tries = [
        name,
        f"private/{name}",
        f"../private/{name}",
        f"..%2fprivate/{name}",
        f"renditions/../../private/{name}",
        f"./{name}",
        f"{private}/{name}",
        f"/{private}/{name}",
        f"..\\private\\{name}",
    ]
    for path in tries:
        assert client.get(f"/media/{path}").status_code == 404, path


@pytest.mark.parametrize("name", ["page.html", "run.js", "drawing.svg", ".hidden.jpg", "noextension", "a/.b/c.jpg"])
def test_other_files_in_the_public_storage_are_not_served(client, name):
    storages["default"].save(name, ContentFile(b"<script>alert(1)</script>"))
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.parametrize("path", ["", "nothing.jpg", "a//b.jpg", "a%00.jpg", "x" * 5000 + ".jpg", "masters", "é.jpg"])
def test_what_is_not_there_is_404(client, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_only_reading_is_allowed(client, picture):
    assert client.post(address(picture)).status_code == 405


def test_a_rendition_that_is_missing_is_made_on_demand(client, picture):
    picture.focal_x = 0.9
    picture.save()
    name = fallback(picture, "card").name
    assert not storages["default"].exists(name)
    made = client.get(reverse("media", args=[name]))
    assert made.status_code == 200
    assert body_of(made)[:2] == b"\xff\xd8"


def test_free_sizes_and_focal_points_are_not_made(client, picture):
    folder = f"renditions/{picture.digest[:20]}"
    for name in ("321.jpg", "card-1-1-320.jpg", "5000.webp", "card-50-50-320.png"):
        assert client.get(f"/media/{folder}/{name}").status_code == 404, name
    assert client.get(f"/media/renditions/{'0' * 20}/320.jpg").status_code == 404


def test_a_lost_master_is_404_and_logged(client, picture, caplog):
    storages["default"].delete(picture.master.name)
    storages["default"].delete(fallback(picture).name)
    assert client.get(reverse("media", args=[fallback(picture).name])).status_code == 404
    assert "is missing" in caplog.text
