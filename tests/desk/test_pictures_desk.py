"""Pictures at the desk: uploaded through the one gate, described, found."""

from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles.models import Picture
from tests.pictures.drawing import drawn
from tests.world import make_article

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


def several(client, *files, **fields):
    sent = [SimpleUploadedFile(name, content, "image/jpeg") for name, content in files]
    return client.post(reverse("admin:articles_picture_several"), {"files": sent, **fields})


def test_several_are_taken_at_once_with_what_they_have_in_common(reporter):
    response = several(
        reporter,
        ("pier.jpg", drawn((900, 600)).read()),
        ("crane.png", drawn((300, 200), file_format="PNG").read()),
        credit="Mara Lindqvist",
        licence_until="2030-01-01",
    )
    assert response.status_code == 200
    assert {(row.title, row.credit, str(row.licence_until)) for row in Picture.objects.all()} == {
        ("pier", "Mara Lindqvist", "2030-01-01"),
        ("crane", "Mara Lindqvist", "2030-01-01"),
    }
    assert set(Picture.objects.values_list("uploaded_by", flat=True)) == {reporter.user.pk}


def test_of_several_each_bad_one_is_named_and_the_good_ones_are_kept(reporter):
    upload(reporter, drawn((640, 400)).read(), title="Here before")
    response = several(
        reporter,
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("again.jpg", drawn((640, 400)).read()),
        ("pier.jpg", drawn((900, 600)).read()),
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "drawing.svg" in page
    assert "Not taken: This is not a JPEG, PNG, WebP, AVIF or GIF picture." in page
    assert "In the library already: <a" in page
    assert set(Picture.objects.values_list("title", flat=True)) == {"Here before", "pier"}


def test_too_many_or_none_are_refused_in_words(reporter):
    assert "Choose one or more pictures." in several(reporter).content.decode()
    many = several(reporter, *[("a.jpg", b"x")] * 21).content.decode()
    assert "These are 21 files. Choose at most 20 at once." in many


def test_same_bytes_offer_the_picture_that_is_there(reporter):
    upload(reporter, drawn().read(), title="First")
    first = Picture.objects.get()
    page = upload(reporter, drawn().read()).content.decode()
    assert f'href="{reverse("admin:articles_picture_change", args=[first.pk])}">Use that one' in page
    assert reverse("admin:articles_picture_thumbnail", args=[first.pk]) in page
    popup = upload(reporter, drawn().read(), _popup="1").content.decode()
    assert f'formaction="{reverse("admin:articles_picture_alike", args=[first.pk])}?_popup=1"' in popup


def test_combobox_is_offered_pictures_with_thumbnails_and_what_is_wrong_with_them(reporter):
    upload(reporter, drawn().read(), title="Ferry", licence_until="2020-01-01")
    picture = Picture.objects.get()
    asked = {"term": "ferr", "app_label": "articles", "model_name": "article", "field_name": "lead_picture"}
    form = reporter.get(reverse("admin:articles_article_add")).content.decode()
    assert f'data-url="{reverse("admin:articles_picture_offers")}"' in form
    (offered,) = reporter.get(reverse("admin:articles_picture_offers"), asked).json()["results"]
    assert offered["thumbnail"].endswith(".jpg")
    assert (offered["id"], offered["text"]) == (str(picture.pk), "Ferry")
    assert offered["about"] == "Mara Lindqvist · licence ended"


def test_who_may_not_see_pictures_is_offered_none(desk):
    nobody = desk(name="nobody", is_staff=True)
    asked = {"term": "", "app_label": "articles", "model_name": "article", "field_name": "lead_picture"}
    assert nobody.get(reverse("admin:articles_picture_offers"), asked).status_code == 403


def test_filters_find_what_somebody_has_to_see_to(editor):
    upload(editor, drawn((900, 600)).read(), title="Described")
    upload(editor, drawn((600, 400)).read(), title="Bare", alt="", credit="")
    changelist = reverse("admin:articles_picture_changelist")

    def titles(**chosen):
        return {picture.title for picture in editor.get(changelist, chosen).context["cl"].result_list}

    assert titles(lacks="alt") == titles(lacks="credit") == {"Bare"}
    make_article(lead_picture=Picture.objects.get(title="Described"))
    assert (titles(used="no"), titles(used="yes")) == ({"Bare"}, {"Described"})
    assert titles(q="descr") == {"Described"}
    assert titles(**{"as": "list"}) == {"Bare", "Described"}


def test_every_page_of_the_library_costs_the_same_few_queries(editor, django_assert_max_num_queries):
    def counted(url, **asked):
        with django_assert_max_num_queries(12) as counted:
            assert editor.get(url, asked).status_code == 200
        return len(counted)

    def grow(first, last):
        for number in range(first, last):
            digest = f"{number:064x}"
            fields = {"width": 900, "height": 600, "master": f"masters/{digest}.jpg", "alt": "x"}
            picture = Picture.objects.create(title=f"No. {number}", digest=digest, fingerprint="ab" * 16, **fields)
            make_article(lead_picture=picture, body=f'<p>a</p><figure data-picture="{picture.pk}"></figure>')

    grow(0, 2)
    one = Picture.objects.first()
    for _number in range(40):
        make_article(lead_picture=one)
    urls = [
        (reverse("admin:articles_picture_changelist"), {}),
        (reverse("admin:articles_picture_changelist"), {"used": "yes", "licence_ends": "none", "lacks": "credit"}),
        (reverse("admin:articles_picture_change", args=[one.pk]), {}),
        (reverse("admin:articles_picture_alike", args=[one.pk]), {}),
        (reverse("admin:articles_picture_delete", args=[one.pk]), {}),
    ]
    Picture.objects.update(lost=timezone.now())  # so is what the files say: there are none
    ContentType.objects.get_for_model(Picture)  # once in the life of a worker
    before = [counted(url, **asked) for url, asked in urls]
    grow(2, 40)
    Picture.objects.update(lost=timezone.now())
    assert [counted(url, **asked) for url, asked in urls] == before
