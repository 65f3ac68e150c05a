from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts.claims import Mention, MentionType
from pipeline.normalise.full_names import Names
from pipeline.normalise.names import same_name, strip_titles


def mention(words: str, kind: MentionType = "name", start: int = 0) -> Mention:
    return Mention(start, start + len(words), words, kind)


def in_order(*names: str) -> list[Mention]:
    """The names as they stand one after the other in an article, ten code points apart."""
    return [mention(name, "person", 10 * place) for place, name in enumerate(names)]


def full(words: str, *names: str, kind: MentionType = "person", text: str = "") -> str:
    """The fullest name for `words` in an article that uses the names."""
    return Names.of(text, [mention(name, "person") for name in names]).fullest(mention(words, kind))


@pytest.mark.parametrize(
    ("words", "names", "expected"),
    [
        ("Soleimani", ["Qassem Soleimani", "Soleimani"], "Qassem Soleimani"),
        ("Gen. Soleimani", ["Maj. Gen. Qassem Soleimani"], "Qassem Soleimani"),
        ("Kim", ["Kim Jong-un"], "Kim Jong-un"),
        ("Lane", ["Ada Lane", "Bob Lane"], "Lane"),
        ("Ada Lane", ["Ada Lane", "Bob Marsh"], "Ada Lane"),
        ("Marsh", ["Ada Lane"], "Marsh"),
        ("Ada M. Lane", ["Ada M. Lane"], "Ada M. Lane"),
        ("Ada M. Lane", ["Ada M. Lane", "Ada Lane"], "Ada Lane"),
        ("Lane", ["Ada Lane", "Ada M. Lane"], "Ada Lane"),
        ("J. Ada Lane", ["J. Ada Lane", "Ada Lane"], "Ada Lane"),
        ("P. Lane", ["P. Lane", "Lane"], "P. Lane"),
        ("Ada B", ["Ada B", "Ada"], "Ada B"),
        ("Red Sparrow Collective", ["Red Sparrow"], "Red Sparrow Collective"),
        ("Red Sparrow", ["Red Sparrow Collective"], "Red Sparrow Collective"),
        ("Alice", ["Sweet Alice", "Alice Lane", "Alice"], "Alice Lane"),
        ("Alice", ["Sweet Alice", "Alice"], "Sweet Alice"),
        ("Alice", ["Mary Alice", "Alice Lane", "Alice"], "Mary Alice"),
        ("Alice", ["Sweet Alice", "Alice\nLane", "Alice"], "Alice Lane"),
        ("Zorn", ["WE MISS ZORN", "Zorn"], "Zorn"),
        ("ZORN", ["WE MISS ZORN"], "WE MISS ZORN"),
    ],
)
def test_a_name_is_the_fullest_that_the_article_uses(words: str, names: list[str], expected: str) -> None:
    assert full(words, *names) == expected


def test_an_acronym_is_what_the_article_says_it_is() -> None:
    text = "The Islamic Revolutionary Guard Corps (IRGC) spoke."
    assert full("IRGC", text=text, kind="organisation") == "Islamic Revolutionary Guard Corps"
    assert full("IRGC", "Islamic Revolutionary Guard Corps", kind="organisation") == (
        "Islamic Revolutionary Guard Corps"
    )
    assert full("IRGC", kind="organisation") == "IRGC"


@pytest.mark.parametrize(
    ("acronym", "expected"),
    [
        ("IRGC", "Islamic Revolutionary Guard Corps"),
        ("I.R.G.C.", "Islamic Revolutionary Guard Corps"),
        ("the IRGC", "Islamic Revolutionary Guard Corps"),
        ("irgc", "irgc"),
        ("IRG", "IRG"),
        ("RGC", "RGC"),
    ],
)
def test_only_an_acronym_in_capitals_is_short_for_a_name(acronym: str, expected: str) -> None:
    assert full(acronym, "Red Sparrow", "Islamic Revolutionary Guard Corps", kind="organisation") == expected


@pytest.mark.parametrize("order", [1, -1], ids=["as written", "turned round"])
def test_two_persons_with_one_surname_stay_apart(order: int) -> None:
    names = ["Ada Lane", "Bob Lane", "Lane"][::order]
    assert [full(name, *names) for name in names] == names


def test_a_surname_is_that_of_its_only_bearer_among_many() -> None:
    others = [f"{first} {last}" for first in ("Bob", "Carl", "Ada") for last in ("Marsh", "Stone")]
    assert full("Lane", *others, "Ada Lane") == "Ada Lane"


def at(words: str, start: int, *names: str) -> str:
    """The fullest name for words at an offset, in an article with a name at 0, 10, 20 ..."""
    return Names.of("", in_order(*names)).fullest(mention(words, "name", start))


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Trump", ["Trump", "Trump Tower", "Donald Trump"]),
        ("Lane", ["Ada Lane", "Lane", "Lane Nightly News Page"]),
        ("Ada Lane", ["Ada Lane", "Ada Lane Channel Page"]),
        ("Ada Lane", ["FOLLOW Ada Lane", "Ada Lane"]),
        ("Lane", ["Ada Lane & Red Sparrow", "Ada Lane", "Red Sparrow"]),
        ("Sparrow", ["Sparrow", "Sparrow Political Candidates"]),
        ("Marsh", ["Marsh", "Stone/Marsh"]),
        ("Marsh", ["Marsh", "Stone", "Stone-Marsh"]),
    ],
)
def test_what_has_more_words_and_is_another_thing_is_no_fuller_name(words: str, names: list[str]) -> None:
    full = {"Trump": "Donald Trump", "Lane": "Ada Lane"}.get(words, words)
    assert at(words, 10 * len(names), *names) == full


def test_a_name_is_cut_short_only_after_it_was_given_in_full() -> None:
    assert at("Marwick", 30, "Marwick Analytica", "Marwick") == "Marwick Analytica"
    assert at("Marwick", 30, "Marwick", "Marwick Analytica") == "Marwick"


@pytest.mark.parametrize(
    ("words", "named", "expected"),
    [
        ("the North", "KP", "North Korea"),
        ("the South", "KR", "South Korea"),
        ("the North", "NO", "North"),
        ("North", "KP", "North"),
    ],
)
def test_the_north_is_the_country_of_the_article_that_is_called_so(
    words: str, named: str, expected: str
) -> None:
    article = Names.of("", [Mention(0, 5, "there", "country", named)])
    assert article.fullest(mention(words, "name", 10)) == expected


def test_a_name_may_hold_a_hyphen_and_end_with_one_that_stands_elsewhere() -> None:
    assert at("Marsh", 30, "Ada Stone-Marsh", "Marsh") == "Ada Stone-Marsh"


@pytest.mark.parametrize("words", ["other banks", "others"])
def test_others_are_others(words: str) -> None:
    assert Names.of("", []).fullest(mention(words, "group")) == words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Council", "Council of the Gulf"),
        ("Council", "Council of the Gulf"),
        ("council", "council"),
        ("Ministry", "Ministry"),
        ("Times", "Times"),
    ],
)
def test_some_words_stand_for_a_body_named_before_without_an_article(words: str, expected: str) -> None:
    names = Names.of("", in_order("Council of the Gulf", "The Harbour Times"))
    assert names.fullest(mention(words, "group", start=90)) == expected


def test_a_body_may_be_named_in_full_later() -> None:
    assert at("Wagner", 0, "Wagner", "Wagner Group") == "Wagner Group"


def test_a_surname_of_two_is_that_of_the_one_named_last_before_it() -> None:
    names = ["Ada Lane", "Lane", "Bob Lane", "Lane"]
    assert [at("Lane", start, *names) for start in (10, 30)] == ["Ada Lane", "Bob Lane"]


def test_what_a_name_stands_for_is_worked_out_once_however_often_it_stands_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ["Ada Lane", "Lane", "Bob Lane", *["Lane"] * 50]
    article, compared = Names.of("", in_order(*names)), []

    def counted(short: str, full: str) -> bool:
        compared.append((short, full))
        return same_name(short, full)

    monkeypatch.setattr("pipeline.normalise.full_names.same_name", counted)
    meant = [article.fullest(one) for one in in_order(*names) if one.text == "Lane"]

    assert meant == ["Ada Lane", *["Bob Lane"] * 50]
    assert len(compared) < len(names)


WORDS = st.lists(
    st.sampled_from(["Ada", "Lane", "Mr", "Tower", "&", "B.", "İ", "group"]), min_size=1, max_size=4
)
WRITTEN = WORDS.map(" ".join)


@given(WRITTEN, st.lists(WRITTEN, max_size=5), st.integers(0, 60))
def test_the_fullest_name_is_the_name_itself_or_one_of_the_article(
    words: str, names: list[str], start: int
) -> None:
    bare = {strip_titles(name) or name for name in [words, *names]}
    assert at(words, start, *names) in bare
