"""Sources and taxonomy at the desk."""

import pytest
from django.urls import reverse

from articles.models import Source, Statement
from articles.page_cache import purged
from tests.desk.forms import fields_of
from tests.world import make_article, make_live, make_section, make_source, make_topic


def test_other_names_are_written_one_to_a_line(editor):
    source = make_source(aliases=["I. Calder"])
    url = reverse("admin:articles_source_change", args=[source.pk])
    fields = fields_of(editor.get(url), "source_form")
    assert fields["aliases"] == "I. Calder"
    editor.post(url, fields | {"aliases": "I. Calder\r\n\r\n  Ines   C. \r\nI. Calder"})
    source.refresh_from_db()
    assert source.aliases == ["I. Calder", "Ines C."]


def test_list_counts_statements(editor):
    source, article = make_source(), make_article()
    for number in range(3):
        Statement.objects.create(article=article, source=source, words=f"Words {number}.")
    assert editor.get(reverse("admin:articles_source_changelist")).context["cl"].result_list[0].statement_count == 3


@pytest.mark.parametrize(("fields", "shown"), [({}, True), ({"public": False}, False), ({"kind": "unnamed"}, False)])
def test_view_on_site_leads_only_to_sources_that_readers_see(editor, fields, shown):
    source = make_source(**fields)
    page = editor.get(reverse("admin:articles_source_change", args=[source.pk])).content.decode()
    assert "viewsitelink" not in page, "no story that readers can read names it so far"
    make_live(publisher=source)
    page = editor.get(reverse("admin:articles_source_change", args=[source.pk])).content.decode()
    assert ("viewsitelink" in page) is shown


def test_saving_a_source_purges_the_pages_that_show_it(editor, django_capture_on_commit_callbacks):
    source, heard = make_source(), set()

    def listen(sender, tags, **kwargs):
        heard.update(tags)

    purged.connect(listen)
    try:
        url = reverse("admin:articles_source_change", args=[source.pk])
        fields = fields_of(editor.get(url), "source_form")
        fields.pop("public")
        with django_capture_on_commit_callbacks(execute=True):
            editor.post(url, fields)
    finally:
        purged.disconnect(listen)
    assert Source.objects.get().public is False
    assert f"source:{source.pk}" in heard


@pytest.mark.parametrize("make", [make_section, make_topic])
def test_example_of_an_address_is_shown_and_not_swallowed_as_markup(editor, make):
    thing = make()
    page = editor.get(reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])).content.decode()
    assert "<slug>" not in page
