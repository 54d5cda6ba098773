"""“Import a document” in the admin: a form, a preview that writes nothing, and the import when confirmed."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.importing.forms import pack
from articles.importing.importer import import_bytes
from articles.models import Article, ImportedDocument
from tests.importing.counting import rows_everywhere
from tests.importing.papers import PAGE_NOT_FOUND, SEVERAL, STORY, WITHOUT_HEADLINE
from tests.world import make_section, make_source, make_user

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" (?:value="([^"]*)")?')


@pytest.fixture
def url():
    return reverse("admin:articles_importeddocument_import")


@pytest.fixture
def editor(client):
    user = make_user("editor", "Editor")
    client.force_login(user)
    return user


def upload(raw, name="story.txt"):
    return SimpleUploadedFile(name, raw, content_type="text/plain")


def carried(page) -> dict[str, str]:
    """The hidden fields of the preview, as a browser would send them back."""
    return {name: unescape(value) for name, value in HIDDEN.findall(page.text) if name != "csrfmiddlewaretoken"}


def test_a_preview_shows_everything_and_writes_nothing(client, editor, url):
    client.get(url)
    before = rows_everywhere()
    page = client.post(url, {"file": upload(STORY.encode())})
    assert rows_everywhere() == before
    for shown in ("Ferry strike enters third week", "EASTMERE GAZETTE", "27 June 2016", "Odd Lund", "3 paragraphs"):
        assert shown in page.text
    assert "3 comments" in page.text
    assert "would become a new source" in page.text
    assert "And who pays? &lt;b&gt;We do.&lt;/b&gt;" in page.text
    assert "comment form" in page.text


@pytest.mark.parametrize(
    ("paragraphs", "told"),
    [
        (["“We sail tonight,” Ines Calder said.", "Tom Brandt said that it rained."], "2 attributions were found"),
        (["“We sail tonight,” Ines Calder said.", "It rained on the pier."], "1 attribution was found"),
        (["قالت إيناس كالدر للصحفيين في الميناء: «لن نغلق الرصيف هذا العام»."] * 2, "marked by hand"),
    ],
)
def test_a_preview_says_how_much_the_sweep_would_offer(client, editor, url, paragraphs, told):
    page = client.post(
        url, {"file": upload("\n".join(["EASTMERE GAZETTE", "Monday 27 June 2016", "", *paragraphs]).encode())}
    )
    assert told in page.text


def test_confirming_imports_exactly_the_bytes_that_were_previewed(client, editor, url):
    raw = STORY.replace("\n", "\r\n").encode("utf-16")
    section = make_section()
    page = client.post(url, {"file": upload(raw, "Ferry – strike.txt"), "section": section.pk})
    answer = client.post(url, {**carried(page), "confirm": "Import"})
    document = ImportedDocument.objects.get()
    assert bytes(document.content) == raw
    assert (document.file_name, document.received_by) == ("Ferry – strike.txt", editor)
    assert document.article.section == section
    assert answer.url == reverse("admin:articles_article_change", args=[document.article.pk])


def test_pasted_text_is_imported_as_utf_8_with_plain_line_ends(client, editor, url):
    page = client.post(url, {"text": STORY.replace("\n", "\r\n")})
    client.post(url, {**carried(page), "confirm": "Import"})
    assert bytes(ImportedDocument.objects.get().content) == STORY.encode()


def test_a_working_headline_is_marked(client, editor, url):
    page = client.post(url, {"file": upload(WITHOUT_HEADLINE.encode())})
    assert "Working headline" in page.text
    assert "none given" in page.text


def test_a_known_publisher_and_section_are_named(client, editor, url):
    make_source(name="Eastmere Gazette", kind="publication")
    section = make_section(name="Ports")
    page = client.post(url, {"file": upload(STORY.encode()), "section": section.pk})
    assert "“Eastmere Gazette”, which is known" in page.text
    assert "section “Ports”" in page.text


def test_several_articles_are_announced_as_held_and_are_held(client, editor, url):
    page = client.post(url, {"file": upload(SEVERAL.encode())})
    assert "no article would be made" in page.text
    answer = client.post(url, {**carried(page), "confirm": "Import"}, follow=True)
    document = ImportedDocument.objects.get(status="held")
    assert answer.redirect_chain[-1][0] == reverse("admin:articles_importeddocument_change", args=[document.pk])
    assert "It holds 2 articles" in answer.text
    assert not Article.objects.exists()


def test_known_bytes_are_announced_and_cannot_be_imported_again(client, editor, url):
    import_bytes(STORY.encode(), file_name="story.txt", by=None)
    page = client.post(url, {"file": upload(STORY.encode())})
    assert "imported before" in page.text
    assert 'name="confirm"' not in page.text
    answer = client.post(url, {**carried(page), "confirm": "Import"}, follow=True)
    assert "Already imported" in answer.text
    assert Article.objects.count() == 1


def test_what_is_rejected_comes_back_with_the_reason_and_the_text(client, editor, url):
    page = client.post(url, {"text": PAGE_NOT_FOUND})
    assert "This is an error page" in page.text
    assert "The page you are looking for could not be found." in page.text
    assert 'name="confirm"' not in page.text


@pytest.mark.parametrize("filled", [{}, {"text": " \n "}, {"text": "A text.", "file": b"A file."}])
def test_exactly_one_of_file_and_text_is_asked_for(client, editor, url, filled):
    data = {name: upload(value) if name == "file" else value for name, value in filled.items()}
    page = client.post(url, data)
    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    assert ("A text." in page.text) == ("text" in filled and "A text." in filled["text"])


def test_a_file_beyond_the_limit_is_refused(client, editor, url):
    page = client.post(url, {"file": upload(b"word " * 1_100_000)})
    assert "larger than 5 MB" in page.text


def test_a_file_that_no_form_can_carry_is_sent_to_the_command_line(client, editor, url, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 66_000
    page = client.post(url, {"file": upload(STORY.encode())})
    assert "manage.py import_document" in page.text
    assert not ImportedDocument.objects.exists()


def test_going_back_keeps_pasted_text_and_section(client, editor, url):
    section = make_section()
    page = client.post(url, {"text": STORY, "section": section.pk})
    form = client.post(url, {**carried(page), "back": "Back"})
    assert form.context["form"]["text"].value() == STORY
    assert form.context["form"]["section"].value() == section.pk
    assert not ImportedDocument.objects.exists()


def test_a_section_that_vanished_meanwhile_loses_no_text(client, editor, url):
    section = make_section()
    page = client.post(url, {"text": STORY, "section": section.pk})
    section.delete()
    form = client.post(url, {**carried(page), "confirm": "Import"})
    assert form.context["form"]["text"].value() == STORY
    assert "Select a valid choice" in form.text
    assert not ImportedDocument.objects.exists()


def test_a_long_document_of_ordinary_prose_can_be_carried():
    assert (
        pack(b"".join(b"The ferry number %d left pier %d at noon.\n" % (n, n % 97) for n in range(110_000))) is not None
    )


@pytest.mark.parametrize("forged", ["", "nonsense", "x:y", pack(STORY.encode())[:-1] + "A"])
def test_only_what_was_previewed_can_be_confirmed(client, editor, url, forged):
    page = client.post(url, {"document": forged, "file_name": "x.txt", "confirm": "Import"})
    assert page.status_code == 200
    assert not ImportedDocument.objects.exists()


@pytest.mark.parametrize("groups", [["Moderator"], []])
def test_importing_is_refused_without_the_right(client, url, groups):
    client.force_login(make_user("somebody", *groups, is_staff=True))
    for answer in (
        client.get(url),
        client.post(url, {"text": STORY}),
        client.post(url, {"document": pack(STORY.encode()), "confirm": "Import"}),
    ):
        assert answer.status_code == 403
    assert not ImportedDocument.objects.exists()


def test_the_right_to_import_needs_the_right_to_write_articles(client, editor, url):
    editor.groups.get().permissions.remove(*editor.groups.get().permissions.filter(codename="add_article"))
    assert client.get(url).status_code == 403


def test_visitors_are_sent_to_sign_in(client, url):
    assert reverse("admin:login") in client.get(url).url


def test_add_leads_to_the_import_form(client, editor, url):
    assert client.get(reverse("admin:articles_importeddocument_add")).url == url
    assert url in client.get(reverse("admin:articles_importeddocument_changelist")).text


def test_a_document_is_read_and_never_changed(client, editor):
    import_bytes(STORY.encode(), file_name="story.txt", by=editor)
    document = ImportedDocument.objects.get()
    page = client.get(reverse("admin:articles_importeddocument_change", args=[document.pk]))
    assert "comment form" in page.text
    assert reverse("admin:articles_importeddocument_original", args=[document.pk]) in page.text
    assert 'name="_save"' not in page.text
    assert client.post(page.request["PATH_INFO"], {"file_name": "other"}).status_code == 403
    assert client.post(reverse("admin:articles_importeddocument_delete", args=[document.pk])).status_code == 403


def test_the_original_comes_out_byte_for_byte_as_a_download(client, editor):
    raw = ("<script>alert(1)</script>\n" + STORY).encode("utf-16")
    import_bytes(raw, file_name='st"ory\r\n.html', by=None)
    document = ImportedDocument.objects.get()
    answer = client.get(reverse("admin:articles_importeddocument_original", args=[document.pk]))
    assert answer.content == raw
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert document.file_name == 'st"ory .html'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_original_is_for_those_who_may_see_documents(client):
    import_bytes(STORY.encode(), file_name="story.txt", by=None)
    document = ImportedDocument.objects.get()
    address = reverse("admin:articles_importeddocument_original", args=[document.pk])
    client.force_login(make_user("moderator", "Moderator"))
    assert client.get(address).status_code == 403


def test_an_unknown_document_is_not_found(client, editor):
    address = reverse("admin:articles_importeddocument_original", args=["999"])
    assert client.get(address).status_code == 404


def test_the_list_costs_the_same_however_long(client, editor, django_assert_max_num_queries):
    counts = []
    for rows in (2, 18):
        for number in range(rows):
            raw = STORY.replace("third week", f"week {rows} and {number}").encode()
            import_bytes(raw, file_name=f"story {rows} {number}.txt", by=editor)
        with django_assert_max_num_queries(7) as counted:
            client.get(reverse("admin:articles_importeddocument_changelist"))
        counts.append(len(counted))
    assert counts[0] == counts[1]
