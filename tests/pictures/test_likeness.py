"""The same picture in another size or encoding is found; another picture is not."""

import io
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageDraw

from articles.models import AuditEntry, Picture
from articles.pictures.fingerprints import NEAR, distance, fingerprint
from articles.pictures.likeness import like
from articles.pictures.uploads import ingest
from tests import world

pytestmark = pytest.mark.django_db


def scene(number=1, size=(900, 600)):
    """A sky, a sea, and shapes whose places depend on `number`."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(picture)
    places = Random(number)
    for _step in range(14):
        x, y, colour = places.randrange(800), places.randrange(500), places.randrange(256)
        draw.ellipse([x, y, x + 200, y + 160], fill=(colour, 255 - colour, 40 * number))
    return picture


def file_of(picture, file_format="JPEG", name="pier.jpg", **options):
    file = io.BytesIO()
    picture.save(file, file_format, **options)
    return SimpleUploadedFile(name, file.getvalue())


@pytest.mark.parametrize(
    "copy",
    [
        lambda picture: picture.resize((300, 200)),
        lambda picture: picture.resize((1350, 900)),
        lambda picture: Image.open(file_of(picture, quality=25)),
        lambda picture: Image.open(file_of(picture, "WEBP", quality=40)),
        lambda picture: picture.convert("L"),
        lambda picture: picture.point(lambda value: min(255, int(value * 1.08))),
    ],
    ids=["smaller", "larger", "low quality", "webp", "grey", "brighter"],
)
def test_a_copy_is_near(copy):
    assert distance(fingerprint(scene()), fingerprint(copy(scene()))) <= NEAR


def test_another_picture_is_far():
    prints = [fingerprint(scene(number)) for number in (1, 2, 3, 5)]
    assert all(distance(one, other) > 2 * NEAR for one in prints for other in prints if one != other)


def test_a_plain_surface_has_no_fingerprint_and_is_like_nothing():
    assert fingerprint(Image.new("RGB", (90, 60), "navy")) == ""
    first, second = (ingest(file_of(Image.new("RGB", (90, 60), colour))) for colour in ("navy", "red"))
    assert like(first) == like(second) == []


def test_the_nearest_comes_first_and_others_are_left_out(django_assert_num_queries):
    first = ingest(file_of(scene()))
    near = ingest(file_of(scene().resize((300, 200)), quality=30))
    ingest(file_of(scene(3)))
    with django_assert_num_queries(2):
        assert like(near) == [first]


def test_an_upload_that_looks_like_another_is_kept_and_both_are_shown(reporter):
    first = ingest(file_of(scene()), title="Pier in June")
    response = reporter.post(
        reverse("admin:articles_picture_add"), {"file": file_of(scene().resize((450, 300))), "alt": "A pier"}
    )
    second = Picture.objects.latest("pk")
    assert response.url == reverse("admin:articles_picture_alike", args=[second.pk])
    page = reporter.get(response.url).content.decode()
    assert "Pier in June" in page
    assert f'name="use" value="{first.pk}"' in page


def test_keeping_both_keeps_both(reporter):
    ingest(file_of(scene()))
    second = ingest(file_of(scene().resize((450, 300))), by=reporter.user)
    answer = reporter.post(reverse("admin:articles_picture_alike", args=[second.pk]), {"keep": "1"})
    assert answer.url == reverse("admin:articles_picture_change", args=[second.pk])
    assert Picture.objects.count() == 2


def test_using_the_other_deletes_the_copy_and_says_so_in_the_log(reporter, django_capture_on_commit_callbacks):
    first = ingest(file_of(scene()))
    second = ingest(file_of(scene().resize((450, 300))), by=reporter.user)
    with django_capture_on_commit_callbacks(execute=True):
        answer = reporter.post(reverse("admin:articles_picture_alike", args=[second.pk]), {"use": first.pk})
    assert answer.url == reverse("admin:articles_picture_change", args=[first.pk])
    assert list(Picture.objects.all()) == [first]
    assert AuditEntry.objects.filter(verb="delete", object_id=second.pk).exists()


def test_in_a_pop_up_the_chosen_one_goes_to_the_form(reporter):
    first = ingest(file_of(scene()))
    second = ingest(file_of(scene().resize((450, 300))), by=reporter.user)
    answer = reporter.post(
        reverse("admin:articles_picture_alike", args=[second.pk]), {"use": first.pk, "_popup": "1"}
    ).content.decode()
    assert f"&quot;value&quot;: &quot;{first.pk}&quot;" in answer


def test_a_copy_that_is_in_use_or_somebody_elses_is_not_dropped(reporter):
    first = ingest(file_of(scene()))
    others = ingest(file_of(scene().resize((450, 300))))
    address = reverse("admin:articles_picture_alike", args=[others.pk])
    assert reporter.post(address, {"use": first.pk}).status_code == 403
    Picture.objects.filter(pk=others.pk).update(uploaded_by=reporter.user)
    world.make_article(lead_picture=others)
    assert reporter.post(address, {"use": first.pk}).status_code == 403
    assert Picture.objects.count() == 2


def test_only_one_that_it_looks_like_may_take_its_place(reporter):
    stranger = ingest(file_of(scene(3)))
    mine = ingest(file_of(scene()), by=reporter.user)
    address = reverse("admin:articles_picture_alike", args=[mine.pk])
    for wrong in (stranger.pk, mine.pk, 0, "x", "9" * 30):
        assert reporter.post(address, {"use": wrong}).status_code == 404
    assert Picture.objects.count() == 2
