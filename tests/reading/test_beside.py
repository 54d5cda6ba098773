"""Related stories and translations: live ones only, the nearest first, one query for all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.publishing import restoring, workflow
from articles.reading.beside import OF_PAPER, beside
from tests import world
from tests.reading.pages import headlines, links, seen

pytestmark = pytest.mark.django_db


def hours(number):
    return timedelta(hours=number)


def test_stories_with_a_topic_in_common_come_before_the_newest_of_the_section(client):
    ferries, strikes = world.make_topic(), world.make_topic()
    section = world.make_section()
    both = world.make_live(topics=[ferries, strikes], ago=hours(9))
    one = world.make_live(topics=[ferries], ago=hours(8))
    newest = world.make_live(section=section, ago=hours(1))
    world.make_live(section=section, ago=hours(2))
    world.make_live(topics=[world.make_topic()], ago=hours(1))
    story = world.make_live(section=section, topics=[ferries, strikes], ago=hours(3))
    response = client.get(story.path)
    assert headlines(response) == [both.path, one.path, newest.path]
    assert "Related stories" in response.content.decode()
    assert both.section.name in response.content.decode(), "a card of another section names it"


def test_a_story_without_topics_leads_on_to_its_section_alone(client):
    story = world.make_live()
    world.make_live()
    response = client.get(story.path)
    assert headlines(response) == []
    assert 'class="related"' not in response.content.decode()
    other = world.make_live(section=story.section)
    response = client.get(story.path)
    assert headlines(response) == [other.path]
    assert "More from <bdi>" in response.content.decode()


def test_neither_planned_nor_withdrawn_nor_ended_stories_nor_itself_are_related(client):
    topic, section = world.make_topic(), world.make_section()
    story = world.make_live(section=section, topics=[topic])
    world.make_scheduled(section=section, topics=[topic])
    withdrawn = world.make_live(section=section, topics=[topic])
    assert headlines(client.get(story.path)) == [withdrawn.path]
    workflow.withdraw(withdrawn.article, by=None, reason="")
    workflow.publish(story.article, by=None, substantive=False)
    assert headlines(client.get(story.path)) == []


def test_readers_get_stories_in_their_own_language_first(client):
    section = world.make_section()
    arabic = world.make_live(section=section, language="ar", direction="rtl", ago=hours(1))
    english = world.make_live(section=section, ago=hours(5))
    story = world.make_live(section=section)
    response = client.get(story.path)
    assert headlines(response) == [english.path, arabic.path]
    card = seen(response).all("h3", class_="card-headline", lang="ar")
    assert card


def test_a_planned_story_with_a_topic_in_common_ends_the_page(client):
    topic = world.make_topic()
    story = world.make_live(topics=[topic])
    world.make_scheduled(ahead=hours(2))
    assert "X-Page-Until" in client.get(story.path), "the age notice"
    before = client.get(story.path)["X-Page-Until"]
    planned = world.make_scheduled(topics=[topic], ahead=hours(3))
    response = client.get(story.path)
    assert response["X-Page-Until"] == planned.live_from.strftime("%a, %d %b %Y %H:%M:%S GMT") != before


def test_one_query_whatever_there_is(django_assert_num_queries):
    topics = [world.make_topic() for _number in range(5)]
    section = world.make_section()
    story = world.make_live(section=section, topics=topics)
    for _number in range(12):
        world.make_live(section=section, topics=topics)
    with django_assert_num_queries(1):
        found = beside(story, topics, timezone.now())
        assert [row.section.name for row in found.related] == [section.name] * 3
    assert OF_PAPER >= 12


def translated(original, **fields):
    return world.make_live(translation_of=original.article, section=original.section, **fields)


def test_each_translation_leads_to_the_others_in_words_and_for_machines(client):
    english = world.make_live(headline="Ferries return")
    arabic = translated(english, headline="العبّارات تعود", language="ar", direction="rtl")
    french = translated(english, headline="Les ferries reviennent", language="fr")
    for edition, others in ((english, [arabic, french]), (arabic, [english, french]), (french, [arabic, english])):
        page = seen(client.get(edition.path))
        assert [
            (found["hreflang"], found["lang"], found["href"]) for found in page.all("a") if "hreflang" in found
        ] == [(other.language, other.language, other.path) for other in others]
        assert {
            found["hreflang"]: found["href"] for found in page.all("link", rel="alternate") if "hreflang" in found
        } == {each.language: f"http://testserver{each.path}" for each in (english, arabic, french)}
    content = client.get(english.path).content.decode()
    assert 'dir="rtl">العربيّة</a>' in content
    assert ">français</a>" in content
    assert not set(headlines(client.get(english.path))) & {arabic.path, french.path}, "the same story is not related"


def test_a_story_of_one_language_has_no_line_of_languages(client):
    content = client.get(world.make_live().path).content.decode()
    assert "hreflang" not in content
    assert "Also in" not in content


def test_only_live_translations_are_told_of_and_those_without_a_language_are_not(client):
    english = world.make_live()
    planned = workflow.schedule(
        world.make_article(translation_of=english.article, language="fr"),
        by=None,
        at=timezone.now() + timedelta(hours=2),
    )
    world.make_article(translation_of=english.article, language="ru")
    translated(english, language="")
    gone = translated(english, language="ar")
    workflow.withdraw(gone.article, by=None, reason="")
    response = client.get(english.path)
    assert "hreflang" not in response.content.decode()
    assert gone.path not in links(response)
    assert response["X-Page-Until"] == planned.live_from.strftime("%a, %d %b %Y %H:%M:%S GMT")


def test_a_link_made_on_the_working_copy_waits_for_the_next_edition(client):
    english, french = world.make_live(), world.make_live(language="fr")
    french.article.translation_of = english.article
    french.article.save()
    assert french.path not in links(client.get(english.path))
    workflow.publish(french.article, by=None, substantive=False)
    assert french.path in links(client.get(english.path))


def test_publishing_a_translation_purges_the_pages_of_all_the_others(client, django_capture_on_commit_callbacks):
    from articles.page_cache import purged

    english = world.make_live()
    shown = set(client.get(english.path)["Surrogate-Key"].split())
    heard = set()

    def hear(tags, **kwargs):
        heard.update(tags)

    purged.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            world.make_live(translation_of=english.article, language="fr")
    finally:
        purged.disconnect(hear)
    assert f"translations:{english.article_id}" in shown & heard


def test_a_story_that_is_brought_back_keeps_its_link(client):
    english = world.make_live()
    french = translated(english, language="fr")
    workflow.withdraw(french.article, by=None, reason="")
    assert french.path not in links(client.get(english.path))
    restoring.restore(french.article, by=None)
    assert french.path in links(client.get(english.path))
