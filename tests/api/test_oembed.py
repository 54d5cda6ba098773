"""oEmbed: a card of a story or a statement for other people's pages, by the rules of oembed.com; nothing that is not live."""

from datetime import timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from articles.publishing import workflow
from tests import world
from tests.reading.pages import seen

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
REQUIRED = {"rich": {"type", "version", "html", "width", "height"}, "link": {"type", "version"}}


def ask(client, url, **query):
    response = client.get("/oembed/", {"url": url, **query})
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/json"
    data = response.json()
    assert data["version"] == "1.0"
    assert REQUIRED[data["type"]] <= set(data)
    return data


def tags_of(markup):
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, dict(attrs)))
    parser.feed(markup)
    return found


@pytest.fixture
def quoted():
    source = world.make_source(name="Anneke Vos", slug="anneke-vos")
    article = world.make_article(body="<p>“It came”, she said. “It went”, an official said.</p>")
    first = world.make_statement(article, source=source, words="It came")
    second = world.make_statement(
        article, words="It went", attribution_level="background", described_as="an official",
        source=world.make_source(name="Quiet Person"),
    )  # fmt: skip
    article.body = (
        f'<p>“<span data-statement="{first.pk}">It came</span>”, she said. '
        f'“<span data-statement="{second.pk}">It went</span>”, an official said.</p>'
    )
    article.save()
    return world.publish_past_the_checks(article)


def test_a_story_s_card_has_its_words_its_label_and_its_links_and_no_script(client):
    edition = world.make_live(
        headline="Zeppelin <b>lands</b>", standfirst="“A quiet airship”", kind="opinion", language="en",
        authors=[world.make_author(name="Mara Lindqvist", slug="mara")],
    )  # fmt: skip
    data = ask(client, SITE + edition.path)
    assert (data["title"], data["author_name"]) == ("Zeppelin <b>lands</b>", "Mara Lindqvist")
    assert data["author_url"] == f"{SITE}/authors/mara/"
    assert data["provider_url"] == f"{SITE}/"
    tags = tags_of(data["html"])
    assert {tag for tag, _attributes in tags} == {"blockquote", "p", "strong", "a", "footer", "bdi"}
    assert tags[0][1] == {"cite": SITE + edition.path, "dir": "ltr", "lang": "en"}
    assert "Opinion" in data["html"]
    assert "Zeppelin &lt;b&gt;lands" in data["html"]


def test_a_statement_s_card_says_who_said_it_where(client, quoted):
    data = ask(client, f"{SITE}{quoted.path}#said-1")
    assert data["title"] == "It came"
    links = [attributes["href"] for tag, attributes in tags_of(data["html"]) if tag == "a"]
    assert links == [f"{SITE}/sources/anneke-vos/", SITE + quoted.path]
    assert "Anneke Vos" in data["html"]
    assert "<script" not in data["html"]


def test_somebody_who_is_only_described_is_described(client, quoted):
    data = ask(client, f"{SITE}{quoted.path}#said-2")
    assert "an official" in data["html"]
    assert "Quiet" not in str(data)


@pytest.mark.parametrize("place", ["#said-3", "#said-0", "#said-99999", "#said-x"])
def test_a_place_where_nothing_is_said_is_not_found_and_other_places_are_the_story(client, quoted, place):
    response = client.get("/oembed/", {"url": f"{SITE}{quoted.path}{place}"})
    is_place = place == "#said-3"
    assert response.status_code == (404 if is_place else 200)


def test_a_width_is_kept_to_and_what_has_no_room_is_a_link(client):
    edition = world.make_live()
    assert ask(client, SITE + edition.path)["width"] == 550
    assert ask(client, SITE + edition.path, maxwidth=300)["width"] == 300
    assert ask(client, SITE + edition.path, maxwidth=9000)["width"] == 550
    for small in ({"maxwidth": 100}, {"maxheight": 20}):
        data = ask(client, SITE + edition.path, **small)
        assert data["type"] == "link"
        assert not {"html", "width", "height"} & set(data)
    roomy = ask(client, SITE + edition.path, maxwidth=400, maxheight=1000)
    assert roomy["height"] <= 1000
    assert "thumbnail_url" not in roomy


def test_xml_says_the_same_and_is_xml_whatever_the_texts_hold(client):
    edition = world.make_live(headline="Bad \x02 ]]> & <headline>")
    response = client.get("/oembed/", {"url": SITE + edition.path, "format": "xml"})
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    tree = ElementTree.fromstring(response.content)
    assert tree.tag == "oembed"
    data = ask(client, SITE + edition.path)
    assert {child.tag for child in tree} == set(data)
    assert tree.findtext("title") == "Bad  ]]> & <headline>"


def test_a_format_that_nobody_speaks_is_501_and_an_odd_question_400(client):
    path = SITE + world.make_live().path
    assert client.get("/oembed/", {"url": path, "format": "yaml"}).status_code == 501
    assert client.get("/oembed/").status_code == 400
    for name, value in (("maxwidth", "x"), ("maxwidth", "0"), ("maxheight", "-5"), ("url", "x" * 3000)):
        response = client.get("/oembed/", {"url": path, name: value})
        assert response.status_code == 400
        assert name in response.content.decode()


@pytest.mark.parametrize(
    "url",
    ["", "https://evil.example{path}", "ftp://testserver{path}", "//testserver{path}", "http://testserver@evil.example/",
     "http://[", "http://testserver/", "http://testserver/none/", "javascript:alert(1)", "{path}", "http://testserver{path}\x00"],
)  # fmt: skip
def test_what_is_no_story_of_ours_is_not_found(client, url):
    path = world.make_live().path
    response = client.get("/oembed/", {"url": url.format(path=path)})
    assert response.status_code in {400, 404}
    assert "Zeppelin" not in response.content.decode()


def test_what_is_planned_or_withdrawn_is_not_found_and_a_former_address_is_understood(client):
    planned, gone, moved = world.make_scheduled(), world.make_live(), world.make_live()
    workflow.withdraw(gone.article, by=None)
    article = moved.article
    article.slug = "other-words"
    article.save()
    present = workflow.publish(article, by=None)
    assert present.path != moved.path
    for edition in (planned, gone):
        assert client.get("/oembed/", {"url": SITE + edition.path}).status_code == 404
    assert SITE + present.path in ask(client, SITE + moved.path)["html"]
    mistyped = f"/{article.section.slug}/othr-wor-{article.public_id}/"
    assert client.get(mistyped)["Location"] == present.path
    assert SITE + present.path in ask(client, SITE + mistyped)["html"]


def test_a_story_s_page_leads_to_it(client):
    edition = world.make_live()
    links = {
        link["type"]: link["href"]
        for link in seen(client.get(edition.path)).all("link")
        if "oembed" in link.get("type", "")
    }
    assert set(links) == {"application/json+oembed", "text/xml+oembed"}
    for kind, href in links.items():
        response = client.get(href.removeprefix(SITE))
        assert response.status_code == 200, kind
        assert edition.headline in response.content.decode()


def test_it_is_public_the_same_for_everyone_and_any_page_may_ask(
    client, admin_client, django_assert_max_num_queries, quoted
):
    query = {"url": f"{SITE}{quoted.path}#said-1"}
    with django_assert_max_num_queries(8):
        response = client.get("/oembed/", query)
    assert response["Cache-Control"].startswith("public")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert f"article:{quoted.article_id}" in response["Surrogate-Key"].split()
    assert admin_client.get("/oembed/", query).content == response.content


def test_right_to_left_stays_so(client):
    edition = world.make_live(headline="العبّارات تعود", language="ar", direction="rtl", ago=timedelta(days=1))
    assert tags_of(ask(client, SITE + edition.path)["html"])[0][1]["dir"] == "rtl"
