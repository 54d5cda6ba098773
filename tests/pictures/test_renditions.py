"""Which files readers get, under which names, and that the focal point stays in a crop."""

import io

import pytest
from django.core.files.storage import storages
from PIL import Image

from articles.models import Picture
from articles.pictures.renditions import address, ensure, fallback, renditions_of, srcset
from articles.pictures.uploads import ingest
from tests.pictures.drawing import colour_at, drawn


def picture(**fields):
    return Picture(**{"digest": "ab" * 32, "width": 2000, "height": 1000, **fields})


def opened(name):
    with storages["default"].open(name) as file:
        return Image.open(io.BytesIO(file.read()))


def widths(shape="full", **fields):
    return [one.width for one in renditions_of(picture(**fields), shape) if one.extension == "webp"]


def test_widths_are_the_fixed_ones_and_never_beyond_the_master():
    assert widths() == [320, 640, 960, 1280, 1900]
    assert widths(width=1279, height=700) == [320, 640, 960]
    assert widths(width=200, height=100) == [200]


def test_a_crop_is_never_wider_than_the_box_it_is_cut_from():
    assert widths("card", width=1000, height=500) == [320, 640]  # the box is 750 pixels wide


def test_height_keeps_the_ratio():
    assert {(one.width, one.height) for one in renditions_of(picture()) if one.width == 960} == {(960, 480)}
    assert {one.height for one in renditions_of(picture(), "card") if one.width == 960} == {640}


def test_names_follow_from_digest_width_shape_and_focal_point():
    stem = "renditions/" + "ab" * 10
    assert renditions_of(picture())[0].name == f"{stem}/320.avif"
    assert renditions_of(picture(focal_x=0.25), "card")[0].name == f"{stem}/card-25-50-320.avif"


def test_an_unknown_shape_is_an_error():
    with pytest.raises(KeyError):
        renditions_of(picture(), "oval")


def test_srcset_names_each_width():
    assert srcset(picture(width=700, height=700), "webp") == (
        f"/media/renditions/{'ab' * 10}/320.webp 320w, /media/renditions/{'ab' * 10}/640.webp 640w"
    )


def test_fallback_is_the_widest_jpeg_within_the_asked_width():
    assert fallback(picture()).name.endswith("/960.jpg")
    assert fallback(picture(width=200, height=100)).name.endswith("/200.jpg")
    assert address(picture()).endswith("/1280.jpg")


@pytest.mark.django_db
def test_ingest_makes_every_rendition_in_its_size():
    taken = ingest(drawn((1000, 600)))
    wanted = renditions_of(taken) + renditions_of(taken, "card")
    assert len(wanted) == 15
    for one in wanted:
        file = opened(one.name)
        assert file.size == (one.width, one.height)
        assert file.format == {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}[one.extension]


@pytest.mark.django_db
def test_ensure_makes_only_what_is_missing():
    taken = ingest(drawn((1000, 600)))
    assert ensure(taken) == []
    lost = renditions_of(taken)[0].name
    storages["default"].delete(lost)
    assert ensure(taken) == [lost]
    assert storages["default"].exists(lost)


@pytest.mark.django_db
@pytest.mark.parametrize(("focal_x", "colour"), [(0.0, "red"), (1.0, "blue")])
def test_a_crop_keeps_the_focal_point(focal_x, colour):
    taken = ingest(drawn((1800, 400)), focal_x=focal_x)
    card = fallback(taken, "card")
    file = opened(card.name)
    assert colour_at(file, 0.05, 0.5) == colour_at(file, 0.95, 0.5) == colour


@pytest.mark.django_db
def test_moving_the_focal_point_leaves_the_files_of_older_pages():
    taken = ingest(drawn((1800, 400)), focal_x=0.0)
    before = fallback(taken, "card").name
    taken.focal_x = 1.0
    taken.save()
    assert fallback(taken, "card").name in ensure(taken)
    assert storages["default"].exists(before)
