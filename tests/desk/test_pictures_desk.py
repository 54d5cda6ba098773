"""Pictures at the desk: uploaded through the one gate, described, found."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Picture
from tests.pictures.drawing import drawn

ADD = "admin:articles_picture_add"


def upload(client, content, **fields):
    file = SimpleUploadedFile("ferry_at_dawn.jpg", content, "image/jpeg")
    return client.post(reverse(ADD), {"file": file, "alt": "A ferry", "credit": "Mara Lindqvist", **fields})


def test_upload_makes_a_picture_with_its_credit_and_uploader(reporter):
    upload(reporter, drawn().read())
    picture = Picture.objects.get()
    assert (picture.title, picture.alt, picture.credit) == ("ferry at dawn", "A ferry", "Mara Lindqvist")
    assert picture.uploaded_by == reporter.user


def test_file_that_is_no_picture_is_refused_in_words_and_the_rest_is_kept(reporter):
    response = upload(reporter, b"MZ not a picture")
    page = response.content.decode()
    assert "This is not a JPEG, PNG, WebP, AVIF or GIF picture." in page
    assert 'value="Mara Lindqvist"' in page
    assert not Picture.objects.exists()


def test_same_picture_twice_is_named(reporter):
    upload(reporter, drawn().read(), title="First")
    assert "in the library already: “First”" in upload(reporter, drawn().read()).content.decode()
    assert Picture.objects.count() == 1


def test_picture_with_a_text_is_not_decorative(reporter):
    response = upload(reporter, drawn().read(), decorative="on")
    assert "Keep one of the two." in response.content.decode()
    assert not Picture.objects.exists()


def test_list_shows_thumbnails(reporter):
    upload(reporter, drawn().read())
    page = reporter.get(reverse("admin:articles_picture_changelist")).content.decode()
    assert 'class="thumbnail" src="/media/renditions/' in page


def test_describing_a_picture_keeps_its_file(editor):
    upload(editor, drawn().read())
    picture = Picture.objects.get()
    fields = {"title": "Renamed", "alt": "A ferry at a pier", "focal_x": "0.2", "focal_y": "0.8"}
    editor.post(reverse("admin:articles_picture_change", args=[picture.pk]), fields)
    changed = Picture.objects.get()
    assert (changed.title, changed.focal_x, changed.master.name) == ("Renamed", 0.2, picture.master.name)
