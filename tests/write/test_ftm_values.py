import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.facts import is_edtf
from pipeline.write.ftm_values import country_of, date_bounds, is_proper_name, schema_of


@pytest.mark.parametrize(
    ("date", "bounds"),
    [
        ("2019", ("2019", "2019")),
        ("2019-04", ("2019-04", "2019-04")),
        ("2019-04-16", ("2019-04-16", "2019-04-16")),
        ("2014/2016-02", ("2014", "2016-02")),
        ("2018-01/..", ("2018-01", None)),
        ("../2018-12-01", None),
        ("2019-22", None),
        ("2018-11~", None),
        ("2018?", None),
        ("2018-11~/2019", None),
        ("XXXX-06-01", None),
        ("201X", None),
    ],
)
def test_only_dates_without_doubt_are_dates(date, bounds):
    assert is_edtf(date)
    assert date_bounds(date) == bounds


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Culture",
        "al-Shabaab",
        "Ursula von der Marsch",
        "Idrissa ag Hamada",
        "Coalition des Braves de l\u2019U\u00e9l\u00e9",
        "Kettle & Crow",
        "3 Doors",
        "\u6797\u90d1",
        "\u201cThe Locked Drawer\u201d",
        "Iran",
        "Houthis",
    ],
)
def test_proper_names(name):
    assert is_proper_name(name)


@pytest.mark.parametrize(
    "words",
    [
        "senior IRGC officials",
        "users",
        "13 Israeli settlers",
        "Saleh's party",
        "Iranians",
        "of the",
        "--",
        "",
    ],
)
def test_descriptions_are_no_names(words):
    assert not is_proper_name(words)


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("Ali Khamenei", "Person"),
        ("Ali", "LegalEntity"),
        ("Hamas", "LegalEntity"),
        ("Ministry of Communications", "PublicBody"),
        ("Polwherry Town Council", "PublicBody"),
        ("Iran", "PublicBody"),
        ("European Union", "PublicBody"),
        ("Facebook", "Organization"),
        ("Quds News Network", "Organization"),
        ("Skala Rack LLC", "Organization"),
    ],
)
def test_schema_is_told_as_far_as_the_name_tells(name, schema):
    assert schema_of(name) == schema


@pytest.mark.parametrize(
    ("name", "code"), [("Iran", "IR"), ("U.S.", "US"), ("European Union", None), ("X", None)]
)
def test_only_countries_have_a_country(name, code):
    assert country_of(name) == code


@given(st.text(min_size=1))
@settings(deadline=None)
def test_any_words_can_be_asked(words):
    if is_proper_name(words):
        assert schema_of(words) in {"Person", "Organization", "PublicBody", "LegalEntity"}
        assert country_of(words) is None or len(country_of(words)) == 2
    date_bounds(words)
