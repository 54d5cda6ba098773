"""The feed of all stories: complete, well-formed whatever the texts hold, the same identity for ever."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import Correction, Picture
from articles.publishing import workflow
from tests.world import make_author, make_live, make_scheduled, make_section, make_source, make_topic

pytestmark = pytest.mark.django_db

DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
ATOM = "{http://www.w3.org/2005/Atom}"


def items(client):
    response = client.get("/feeds/all.rss")
    assert response.status_code == 200
    return ElementTree.fromstring(response.content).findall("channel/item")


def test_a_story_stands_in_full_with_absolute_addresses(client):
    edition = make_live(
        headline="Zeppelin lands",
        standfirst="A quiet airship.",
        body='<p>It came <a href="/world/earlier/">again</a>, see <a href="https://example.org/x">here</a>.</p>',
        section=make_section(name="World of Tests"),
        topics=[make_topic(name="Airships")],
        authors=[make_author(name="Mara Lindqvist"), make_author(name="Ines Calder")],
    )
    (item,) = items(client)
    assert item.findtext("title") == "Zeppelin lands"
    assert item.findtext("link") == f"http://testserver{edition.path}"
    assert item.findtext("description") == "A quiet airship."
    assert 'href="http://testserver/world/earlier/"' in item.findtext(f"{CONTENT}encoded")
    assert 'href="https://example.org/x"' in item.findtext(f"{CONTENT}encoded")
    assert [name.text for name in item.findall(f"{DC}creator")] == ["Mara Lindqvist", "Ines Calder"]
    assert [name.text for name in item.findall("category")] == ["World of Tests", "Airships"]
    assert parsedate_to_datetime(item.findtext("pubDate")) == edition.first_published.replace(microsecond=0)


def test_a_story_without_a_standfirst_is_told_by_the_beginning_of_its_text(client):
    make_live(standfirst="", body=f"<p>The ferry left.</p><p>{'It came back. ' * 50}</p>")
    (item,) = items(client)
    told = item.findtext("description")
    assert told.startswith("The ferry left. It came back. It came")
    assert told.endswith("…")
    assert len(told) <= 300


def test_no_category_stands_twice(client):
    section, topic = make_section(name="Opinion"), make_topic(name="opinion")
    make_live(kind="opinion", section=section, topics=[topic, make_topic(name="Ferries")])
    assert [name.text for name in items(client)[0].findall("category")] == ["Opinion", "Ferries"]


def test_an_entry_says_what_was_corrected_the_grave_before_its_words(client):
    edition = make_live(standfirst="A quiet airship.", body="<p>It came again.</p>")
    told = {
        "update": "It has left.", "clarification": "It was the south pier.", "retraction": "It never came.",
        "correction": "Built in 1962, not <1926>.",
    }  # fmt: skip
    for kind, text in told.items():
        Correction.objects.create(article=edition.article, kind=kind, text=text, wrong="1926" * (kind == "correction"))
    made = timezone.now() + timedelta(hours=1)
    Correction.objects.create(article=edition.article, text="Still to come.", made=made)
    Correction.objects.create(article=make_scheduled().article, text="Of another story.")
    (item,) = items(client)
    today = date_format(timezone.localtime(), "j F Y")
    content = item.findtext(f"{CONTENT}encoded")
    places = [content.index(f"<p><strong>Correction, {today}</strong></p><p>Built in 1962, not &lt;1926&gt;.</p>")]
    places += [content.index(words) for words in ("<p>It said: 1926</p>", "It never came.", "<p>It came again.</p>")]
    places += [content.index(words) for words in ("It was the south pier.", "It has left.")]
    assert places == sorted(places)
    assert item.findtext("description") == f"Correction, {today}: Built in 1962, not <1926>. A quiet airship."
    response = client.get("/feeds/all.rss")
    assert "to come" not in response.content.decode()
    assert "Of another" not in response.content.decode()
    assert response["X-Page-Until"] == made.strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert "corrections" in response["Surrogate-Key"].split()


def test_the_channel_names_itself_and_the_site(client, settings):
    response = client.get("/feeds/all.rss")
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    channel = ElementTree.fromstring(response.content).find("channel")
    assert channel.findtext("title") == settings.SITE_NAME
    own = channel.find(f"{ATOM}link")
    assert (own.get("rel"), own.get("href")) == ("self", "http://testserver/feeds/all.rss")


def test_the_identity_outlives_section_slug_and_headline(client):
    edition = make_live(headline="Zeppelin lands")
    guid = items(client)[0].find("guid")
    assert guid.get("isPermaLink") == "false"
    assert edition.article.public_id in guid.text
    article = edition.article
    article.headline, article.slug, article.section = "Balloon lands", "balloon", make_section()
    article.save()
    workflow.publish(article, by=None)
    (item,) = items(client)
    assert item.findtext("title") == "Balloon lands"
    assert item.findtext("guid") == guid.text


@pytest.mark.parametrize("kind", ["opinion", "analysis", "sponsored"])
def test_what_is_no_plain_news_never_goes_out_unlabelled(client, kind):
    make_live(headline="Zeppelins are best", kind=kind)
    (item,) = items(client)
    assert item.findtext("title") == f"{kind.capitalize()}: Zeppelins are best"
    assert kind.capitalize() in [name.text for name in item.findall("category")]


def test_only_live_stories_newest_first_thirty_at_most(client):
    make_scheduled(headline="Planned")
    workflow.withdraw(make_live(headline="Gone").article, by=None)
    for number in range(32):
        make_live(headline=f"Story {number:02}", ago=timedelta(hours=number + 1))
    stories = [item for item in items(client) if not item.findtext("title").startswith("WITHDRAWN")]
    assert [item.findtext("title") for item in stories] == [f"Story {number:02}" for number in range(30)]


def test_texts_that_no_xml_may_hold_do_not_break_the_feed(client):
    make_live(headline="Bad \x02\x0b\ufffe <b>&amp; ]]> “good”", standfirst="\x1f<", body="<p>]]&gt; &amp; \x08x</p>")
    (item,) = items(client)
    assert item.findtext("title") == "Bad  <b>&amp; ]]> “good”"


def test_marks_of_statements_and_keys_of_pictures_stay_here(client):
    make_live(body='<p>“<span data-statement="77">It left</span>”, she said.</p><figure data-picture="99"></figure>')
    content = items(client)[0].findtext(f"{CONTENT}encoded")
    assert "It left" in content
    assert "data-" not in content


def test_pictures_of_the_body_and_the_lead_have_absolute_addresses_and_their_credit(client):
    def picture(number):
        return Picture.objects.create(
            title="For the desk",
            digest=f"{number}" * 64,
            width=1200,
            height=800,
            alt='A "quay"',
            credit="M. Lindqvist & Co",
        )

    lead, inside = picture(1), picture(2)
    make_live(lead_picture=lead, body=f'<p>Look.</p><figure data-picture="{inside.pk}"></figure>')
    (item,) = items(client)
    content = item.findtext(f"{CONTENT}encoded")
    assert f'<img src="http://testserver/media/renditions/{"2" * 20}/' in content
    assert 'alt="A &quot;quay&quot;"' in content
    assert "M. Lindqvist &amp; Co" in content
    assert "For the desk" not in content
    assert item.find(f"{MEDIA}content").get("url").startswith(f"http://testserver/media/renditions/{'1' * 20}/")


def test_syndicated_copy_names_its_publisher_only_when_readers_may_know_it(client):
    agency = make_source(name="Harbour Agency", kind="organisation")
    make_live(publisher=agency)
    assert [name.text for name in items(client)[0].findall(f"{DC}creator")] == ["Harbour Agency"]
    agency.public = False
    agency.save()
    assert items(client)[0].findall(f"{DC}creator") == []


def test_addresses_come_from_the_setting_and_not_from_the_request(client, settings):
    settings.ALLOWED_HOSTS = ["evil.example"]
    settings.SITE_URL = "https://news.example.org"
    make_live()
    feed = client.get("/feeds/all.rss", HTTP_HOST="evil.example").content.decode()
    assert "evil.example" not in feed
    assert "<link>https://news.example.org/" in feed


def test_the_same_stories_are_the_same_bytes_and_cost_a_304(client):
    make_live()
    first = client.get("/feeds/all.rss")
    again = client.get("/feeds/all.rss", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert not first.cookies
    assert "feeds" in first["Surrogate-Key"].split()
    assert first["Cache-Control"].startswith("public")


def test_an_empty_feed_is_a_feed(client):
    first = client.get("/feeds/all.rss")
    assert items(client) == []
    assert client.get("/feeds/all.rss").content == first.content


def test_queries_do_not_grow_with_stories(client, django_assert_num_queries):
    def add(count):
        for _number in range(count):
            make_live(authors=[make_author()], topics=[make_topic()])

    add(2)
    with django_assert_num_queries(6):
        items(client)
    add(18)
    with django_assert_num_queries(6):
        items(client)
