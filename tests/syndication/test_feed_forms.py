"""Every feed in every form: valid by a strict reader, the same entries, the same identity for ever."""

import json
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from articles.models import Correction, Edition, Picture
from articles.publishing import moving, workflow
from tests import world
from tests.reading.pages import seen
from tests.syndication.strict import ATOM, TYPES, read

pytestmark = pytest.mark.django_db

FORMS = ["rss", "atom", "json"]
ODD = "Bad \x02\x0b\ufffe\ud800 <b>&amp; ]]> “good” </script> \u2028 é 🦆"
MEDIA = "{http://search.yahoo.com/mrss/}"


@pytest.fixture
def feeds():
    """The address of each kind of feed, without its ending; in each stands something with texts that no XML may hold."""
    author = world.make_author(name="Odd \x08 Author & Co", slug="odd")
    topic = world.make_topic(name="Odd ]]> topic", slug="odd")
    section = world.make_section(name="Odd <section>", slug="odd", description="About 100 %s odd things & more")
    source = world.make_source(name="Odd & Source", slug="odd")
    article = world.make_article(
        headline=ODD.replace("\ud800", ""), standfirst="\x1f<", section=section, authors=[author], topics=[topic],
        body="<p>]]&gt; &amp; \x08x “Odd words” &lt;</p>", comment_policy="open", kind="opinion",
    )  # fmt: skip
    world.make_statement(article, source=source, words="Odd words", quotes=[])
    edition = world.publish_past_the_checks(article)
    Correction.objects.create(article=article, text=f"Odd \x0c {ODD[:5]}<i>", wrong="<\x01", right="&")
    world.make_comment(edition, text="A \x0b<b>", author_name="Odd \x0e name")
    withdrawn = world.make_live(section=section, authors=[author], topics=[topic])
    workflow.withdraw(withdrawn.article, by=None, reason="Odd \x03 <reason>")
    return {
        "all": "/feeds/all",
        "corrections": "/feeds/corrections",
        "section": "/feeds/sections/odd",
        "topic": "/feeds/topics/odd",
        "author": "/feeds/authors/odd",
        "source": "/sources/odd/statements",
        "comments": f"/comments/{article.public_id}/feed",
    }


@pytest.mark.parametrize("form", FORMS)
def test_each_is_valid_whatever_its_texts_hold_and_costs_a_304(client, feeds, form):
    for name, path in feeds.items():
        response = client.get(f"{path}.{form}")
        entries = read(response, form)
        assert len(entries) == (2 if name in {"all", "section", "topic", "author"} else 1), name
        assert all(entry["title"] and entry["content"] for entry in entries)
        assert response["Cache-Control"].startswith("public")
        assert not response.cookies
        assert client.get(f"{path}.{form}", headers={"if-none-match": response["ETag"]}).status_code == 304


def test_the_forms_tell_the_same(client, feeds):
    for path in feeds.values():
        rss, atom, as_json = (read(client.get(f"{path}.{form}"), form) for form in FORMS)
        for name in ("title", "url", "content"):
            assert [one[name] for one in rss] == [one[name] for one in atom] == [one[name] for one in as_json]
        assert [one["id"] for one in rss] == [one["id"] for one in as_json]


def test_pages_lead_to_the_feeds_of_what_they_show(client, feeds):
    edition = Edition.objects.live().get()
    pages = {
        "/": "all",
        "/odd/": "section",
        "/topics/odd/": "topic",
        "/authors/odd/": "author",
        "/sources/odd/": "source",
        "/corrections/": "corrections",
        edition.path: "comments",
        f"/comments/{edition.article.public_id}/": "comments",
    }
    for page, feed in pages.items():
        links = seen(client.get(page)).all("link", rel="alternate")
        told = {(link["type"], link["href"]) for link in links if "type" in link}
        assert {(TYPES[form], f"{feeds[feed]}.{form}") for form in FORMS} <= told, page


@pytest.mark.parametrize("form", FORMS)
def test_identities_outlive_section_slug_headline_and_host(client, settings, form):
    edition = world.make_live()
    (before,) = read(client.get(f"/feeds/all.{form}"), form)
    article = edition.article
    article.headline, article.slug, article.section = "Balloon lands", "balloon", world.make_section()
    article.save()
    workflow.publish(article, by=None)
    settings.SITE_URL = "https://other.example"
    (after,) = read(client.get(f"/feeds/all.{form}"), form)
    assert after["url"].startswith("https://other.example/")
    assert after["id"] == before["id"]
    workflow.withdraw(article, by=None)
    assert [entry["id"] for entry in read(client.get(f"/feeds/all.{form}"), form)] == [before["id"]]


@pytest.mark.parametrize("form", FORMS)
def test_updated_moves_with_substance_only(client, form):
    edition = world.make_live(ago=timedelta(days=1))
    (before,) = read(client.get(f"/feeds/all.{form}"), form)
    article = edition.article
    article.headline = "A small fix"
    article.save()
    workflow.publish(article, by=None, substantive=False)
    (small,) = read(client.get(f"/feeds/all.{form}"), form)
    assert (small["title"], small["updated"]) == ("A small fix", before["updated"])
    article.headline = "Something new"
    article.save()
    workflow.publish(article, by=None, substantive=True)
    assert read(client.get(f"/feeds/all.{form}"), form)[0]["updated"] > before["updated"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["opinion", "analysis", "sponsored"])
def test_labels_go_out_in_every_form(client, form, kind):
    world.make_live(headline="Zeppelins are best", kind=kind)
    response = client.get(f"/feeds/all.{form}")
    assert read(response, form)[0]["title"] == f"{kind.capitalize()}: Zeppelins are best"
    categories = {
        "rss": lambda: [each.text for each in ElementTree.fromstring(response.content).iter("category")],
        "atom": lambda: [each.get("term") for each in ElementTree.fromstring(response.content).iter(f"{ATOM}category")],
        "json": lambda: json.loads(response.content)["items"][0]["tags"],
    }[form]()
    assert kind.capitalize() in categories


def picture(**fields):
    return Picture.objects.create(
        **{"title": "For the desk", "digest": "a" * 64, "width": 1200, "height": 800, "alt": 'A "quay"', **fields}
    )


def test_the_lead_picture_goes_along_with_its_size_words_and_credit(client):
    world.make_live(lead_picture=picture(credit="M. L. & Co"))
    media = ElementTree.fromstring(client.get("/feeds/all.rss").content).find(f".//{MEDIA}content")
    assert (media.get("width"), media.get("height"), media.get("type")) == ("960", "640", "image/jpeg")
    assert media.findtext(f"{MEDIA}description") == 'A "quay"'
    assert media.findtext(f"{MEDIA}credit") == "M. L. & Co"
    tree = ElementTree.fromstring(client.get("/feeds/all.atom").content)
    (enclosure,) = [link for link in tree.iter(f"{ATOM}link") if link.get("rel") == "enclosure"]
    image = client.get("/feeds/all.json").json()["items"][0]["image"]
    assert media.get("url") == enclosure.get("href") == image
    assert image.startswith("http://testserver/media/renditions/")


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_whose_licence_ended_goes_out_no_more(client, form):
    lead, inside = picture(), picture(digest="b" * 64)
    world.make_live(lead_picture=lead, body=f'<p>Look.</p><figure data-picture="{inside.pk}"></figure>')
    assert "renditions" in client.get(f"/feeds/all.{form}").content.decode()
    Picture.objects.update(licence_until=date(2020, 1, 1))
    assert "renditions" not in client.get(f"/feeds/all.{form}").content.decode()


def test_a_feed_holds_until_the_licence_of_a_picture_ends(client):
    world.make_live(lead_picture=picture(licence_until=date(2999, 12, 31)))
    assert client.get("/feeds/all.rss")["X-Page-Until"].endswith("3000 00:00:00 GMT")


@pytest.mark.parametrize("form", FORMS)
def test_section_topic_and_author_have_their_own_stories_and_no_others(client, form):
    section, topic, author = world.make_section(), world.make_topic(), world.make_author()
    own = {
        f"/feeds/sections/{section.slug}": world.make_live(section=section),
        f"/feeds/topics/{topic.slug}": world.make_live(topics=[topic]),
        f"/feeds/authors/{author.slug}": world.make_live(authors=[author]),
    }
    for path, edition in own.items():
        entries = read(client.get(f"{path}.{form}"), form)
        assert [entry["url"] for entry in entries] == [f"http://testserver{edition.path}"]


def test_a_topic_or_an_author_of_drafts_has_no_feed_and_a_new_section_an_empty_one(client):
    topic, author, section = world.make_topic(), world.make_author(), world.make_section()
    world.make_scheduled(topics=[topic], authors=[author])
    for path in (f"topics/{topic.slug}", f"authors/{author.slug}", "topics/none", "authors/none", "sections/none"):
        assert client.get(f"/feeds/{path}.atom").status_code == 404, path
    assert read(client.get(f"/feeds/sections/{section.slug}.atom"), "atom") == []


def test_subscribers_of_a_topic_are_told_what_was_withdrawn_of_it_while_it_has_a_story(client):
    topic = world.make_topic()
    edition, live, other = world.make_live(topics=[topic]), world.make_live(topics=[topic]), world.make_live()
    for each in (edition, other):
        workflow.withdraw(each.article, by=None)
    path = f"/feeds/topics/{topic.slug}.json"
    entries = read(client.get(path), "json")
    assert [entry["id"] for entry in entries] == [f"article:{each.article.public_id}" for each in (edition, live)]
    workflow.withdraw(live.article, by=None)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_the_feed_of_a_section_that_moved_is_found_at_its_new_name(client, form):
    section = world.make_section(slug="former")
    world.make_live(section=section)
    moving.move_section(section, slug="present", by=None)
    response = client.get(f"/feeds/sections/former.{form}")
    assert (response.status_code, response["Location"]) == (301, f"/feeds/sections/present.{form}")


@pytest.mark.parametrize("kind", ["sections", "topics", "authors"])
def test_queries_are_eight_at_most_and_do_not_grow(client, django_assert_max_num_queries, kind):
    section, topic, author = world.make_section(), world.make_topic(), world.make_author()
    slug = {"sections": section, "topics": topic, "authors": author}[kind].slug
    costs = []
    for rows in (2, 18):
        for number in range(rows):
            lead = picture(digest=f"{rows:02}{number:02}" * 16)
            world.make_live(
                section=section, topics=[topic], authors=[author], lead_picture=lead,
                body=f'<p>Look.</p><figure data-picture="{lead.pk}"></figure>',
            )  # fmt: skip
        with django_assert_max_num_queries(8) as queries:
            client.get(f"/feeds/{kind}/{slug}.atom")
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_form_that_nobody_speaks_is_not_found(client):
    assert client.get("/feeds/all.xml").status_code == 404
    assert client.get("/feeds/all.rssx").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_names_its_hub_when_there_is_one(client, settings, form):
    world.make_live()
    assert "hub" not in client.get(f"/feeds/all.{form}").content.decode()
    settings.WEBSUB_HUB = "https://hub.example.org/x?y=1&z=2"
    response = client.get(f"/feeds/all.{form}")
    read(response, form)
    assert (
        response["Link"]
        == f'<https://hub.example.org/x?y=1&z=2>; rel="hub", <http://testserver/feeds/all.{form}>; rel="self"'
    )
    if form == "json":
        assert response.json()["hubs"] == [{"type": "WebSub", "url": "https://hub.example.org/x?y=1&z=2"}]
    else:
        links = [
            link.get("href")
            for link in ElementTree.fromstring(response.content).iter(f"{ATOM}link")
            if link.get("rel") == "hub"
        ]
        assert links == ["https://hub.example.org/x?y=1&z=2"]
