"""Linking a story to the one it was translated from, in the article's form."""

import pytest
from django.urls import reverse

from articles.models import Article
from articles.publishing import history, revisions
from tests import world
from tests.desk.forms import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(world.make_user("ines", "Editor"))
    return client


def save(desk, article, **fields):
    url = reverse("admin:articles_article_change", args=[article.pk])
    data = fields_of(desk.get(url)) | {"_continue": ""} | fields
    return desk.post(url, data)


def refusal(response) -> str:
    assert response.status_code == 200
    return " ".join(response.context["adminform"].form.errors["translation_of"])


def linked(article) -> int | None:
    return Article.objects.values_list("translation_of", flat=True).get(pk=article.pk)


def test_a_story_is_linked_to_the_one_it_was_translated_from(desk):
    english, french = world.make_article(), world.make_article(language="fr")
    assert save(desk, french, translation_of=english.pk).status_code == 302
    assert linked(french) == english.pk
    newest = french.revisions.order_by("-number").first()
    assert newest.content["translation_of_id"] == english.pk
    assert save(desk, french, translation_of="").status_code == 302
    assert linked(french) is None


def test_a_translation_of_a_translation_is_one_of_the_first(desk):
    english = world.make_article()
    french = world.make_article(language="fr", translation_of=english)
    russian = world.make_article(language="ru")
    save(desk, russian, translation_of=french.pk)
    assert linked(russian) == english.pk


@pytest.mark.parametrize("case", ["itself", "language", "same", "first", "taken"])
def test_links_that_make_no_sense_are_refused_in_words(desk, case):
    english, french = world.make_article(headline="Ferries return"), world.make_article(language="fr")
    chosen, fields = english, {}
    if case == "itself":
        chosen, words = french, "the story itself"
    elif case == "language":
        fields, words = {"language": ""}, "Say which language"
    elif case == "same":
        fields, words = {"language": "EN"}, "“Ferries return” is in the same language"
    elif case == "first":
        world.make_article(language="ru", translation_of=french)
        words = "Other stories are linked to this one"
    else:
        world.make_article(headline="Le retour", language="fr", translation_of=english)
        words = "“Le retour” is linked as its translation"
    assert words in refusal(save(desk, french, translation_of=chosen.pk, **fields))
    assert linked(french) is None


def test_changing_the_language_of_a_linked_story_is_looked_at_again(desk):
    french = world.make_article(language="fr", translation_of=world.make_article())
    assert "same language" in refusal(save(desk, french, language="en"))
    assert save(desk, french, language="it").status_code == 302


def test_a_link_comes_back_with_the_revision_that_held_it(desk):
    english, french = world.make_article(), world.make_article(language="fr")
    former = revisions.record(french, user=None)
    french.translation_of = english
    french.save()
    with_link = revisions.record(french, user=None)
    for revision, expected in ((former, None), (with_link, english.pk)):
        version = Article.objects.get(pk=french.pk).version
        history.restore(Article.objects.get(pk=french.pk), revision, by=None, version=version)
        assert linked(french) == expected


def test_the_form_offers_the_link_in_a_combobox_that_names_what_is_chosen(desk):
    english = world.make_article(headline="Ferries return")
    french = world.make_article(language="fr", translation_of=english)
    content = desk.get(reverse("admin:articles_article_change", args=[french.pk])).content.decode()
    assert f'<option value="{english.pk}" selected>Ferries return</option>' in content
    found = desk.get(
        reverse("admin:autocomplete"),
        {"app_label": "articles", "model_name": "article", "field_name": "translation_of", "term": "Ferries ret"},
    )
    assert {"id": str(english.pk), "text": "Ferries return"} in found.json()["results"]
