"""Renditions made for a reader: one file, once for all who ask, soon or not at all; a lost file is left out of pages."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.storage import storages
from django.db import connections
from django.test import Client
from django.urls import reverse

from articles.models import Picture
from articles.pictures import limited, on_demand
from articles.pictures.renditions import SHAPES, address, ensure, fallback, folder_of, renditions_of
from articles.pictures.uploads import ingest
from tests import world
from tests.pictures.drawing import colour_at, drawn
from tests.pictures.test_renditions import opened


@pytest.fixture
def picture(db):
    return ingest(drawn((1800, 1200)), alt="A pier", credit="Mara Lindqvist")


def forget(picture):
    folder = folder_of(picture)
    for name in storages["default"].listdir(folder)[1]:
        storages["default"].delete(f"{folder}/{name}")


def get(name):
    try:
        response = Client().get(reverse("media", args=[name]))
        content = b"".join(response.streaming_content) if response.streaming else b""
        return response.status_code, content
    finally:
        connections.close_all()


def get_and_close(client, name):
    response = client.get(reverse("media", args=[name]))
    response.close()
    return response.status_code


@pytest.mark.django_db(transaction=True)
def test_many_requests_for_one_missing_file_make_it_once(picture, monkeypatch):
    forget(picture)
    made, cut = [], limited.cut
    monkeypatch.setattr(limited, "cut", lambda data, plan: made.append(len(plan)) or cut(data, plan))
    name = fallback(picture, "wide").name
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(get, [name] * 8))
    assert made == [1]
    assert {status for status, _content in answers} == {200}
    assert len({content for _status, content in answers}) == 1


@pytest.mark.django_db(transaction=True)
def test_only_a_few_are_made_at_a_time(picture, monkeypatch):
    forget(picture)
    running, most, cut = [], [0], limited.cut

    def counted(data, plan):
        running.append(1)
        most[0] = max(most[0], len(running))
        try:
            return cut(data, plan)
        finally:
            running.pop()

    monkeypatch.setattr(limited, "cut", counted)
    monkeypatch.setattr(on_demand, "PATIENCE", 30)
    names = [one.name for one in renditions_of(picture, "square")]
    with ThreadPoolExecutor(8) as pool:
        assert {status for status, _content in pool.map(get, names)} == {200}
    assert most[0] <= on_demand.MAKERS


@pytest.mark.django_db
def test_who_cannot_be_served_soon_is_told_when_to_ask_again(picture, client, monkeypatch):
    forget(picture)
    monkeypatch.setattr(on_demand, "PATIENCE", 0.1)
    name = fallback(picture).name
    with on_demand.turn_at(name):
        response = client.get(reverse("media", args=[name]))
    assert response.status_code == 503
    assert (response["Retry-After"], response["Cache-Control"]) == ("5", "no-store")
    assert get_and_close(client, name) == 200


@pytest.mark.django_db
def test_what_pages_draw_most_is_there_from_the_upload_on(picture, monkeypatch):
    monkeypatch.setattr(limited, "cut", lambda *given: pytest.fail("made again"))
    assert ensure(picture) == []


@pytest.mark.django_db
@pytest.mark.parametrize("shape", [shape for shape, (ratio, _widths) in SHAPES.items() if ratio])
def test_every_shape_keeps_its_ratio_and_the_focal_point(client, shape):
    wide = ingest(drawn((1800, 900)), focal_x=0.02)
    name = fallback(wide, shape).name
    assert get_and_close(client, name) == 200
    file = opened(name)
    assert file.width / file.height == pytest.approx(SHAPES[shape][0], rel=0.01)
    assert colour_at(file, 0.05, 0.5) == "red"


@pytest.mark.django_db
def test_masters_are_not_served(client, picture):
    assert client.get(f"/media/{picture.master.name}").status_code == 404


def lose_files(picture):
    forget(picture)
    storages["default"].delete(picture.master.name)


@pytest.mark.django_db
def test_a_lost_file_is_left_out_of_pages_from_the_first_request_on(client, editor, picture):
    edition = world.make_live(lead_picture=picture, body=f'<p>a</p><figure data-picture="{picture.pk}"></figure>')
    lose_files(picture)
    assert client.get(edition.path).status_code == 200
    assert client.get(address(picture)).status_code == 404
    for path in ("/", edition.path, f"/{edition.section.slug}/", "/feeds/all.rss"):
        response = client.get(path)
        assert response.status_code == 200
        assert folder_of(picture) not in response.content.decode()
    changelist = reverse("admin:articles_picture_changelist")
    assert "file missing" in editor.get(changelist).content.decode()
    assert picture.title in editor.get(changelist, {"lacks": "file"}).content.decode()


@pytest.mark.django_db
def test_the_desk_notices_a_lost_file_and_one_that_came_back(editor, picture):
    with storages["default"].open(picture.master.name) as file:
        content = file.read()
    lose_files(picture)
    page = reverse("admin:articles_picture_change", args=[picture.pk])
    assert "file missing" in editor.get(page).content.decode()
    assert Picture.objects.get().lost
    from django.core.files.base import ContentFile

    storages["default"].save(picture.master.name, ContentFile(content))
    assert "file missing" not in editor.get(page).content.decode()
    assert Picture.objects.get().lost is None


@pytest.mark.django_db
def test_a_story_with_a_lost_picture_is_not_published(picture):
    from articles.publishing import workflow

    on_demand.lose(picture)
    with pytest.raises(workflow.WorkflowRefused, match="is missing, so no page can show it"):
        workflow.publish(world.make_article(lead_picture=Picture.objects.get()), by=None)


@pytest.mark.django_db
def test_a_row_without_a_size_breaks_no_page(client, editor):
    nothing = Picture.objects.create(
        title="Nothing", digest="ef" * 32, alt="x", credit="y", master="masters/ef/none.jpg"
    )
    edition = world.make_live(lead_picture=nothing)
    for path in ("/", edition.path, "/feeds/all.rss"):
        assert client.get(path).status_code == 200
    assert editor.get(reverse("admin:articles_picture_change", args=[nothing.pk])).status_code == 200
    assert editor.get(reverse("admin:articles_picture_changelist")).status_code == 200
