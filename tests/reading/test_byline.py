import pytest

from articles.reading.byline import in_a_row


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "A, B and C"),
        ("fr", "A, B et C"),
        ("ar", "A، B وC"),
        ("pt-br", "A, B e C"),
        ("", "A, B and C"),
        ("xx", "A, B and C"),
    ],
)
def test_names_stand_in_a_row_as_the_language_has_it(language, printed):
    row = in_a_row([(name, "", "") for name in "ABC"], language)
    assert "".join(item.before + item.name for item in row) == printed


def test_one_name_stands_alone_and_none_make_no_row():
    assert [item.before for item in in_a_row([("A", "", "")], "en")] == [""]
    assert in_a_row([]) == []
