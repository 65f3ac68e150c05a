from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reader.spans import gone_on, to_noun, without_dangling


@pytest.mark.parametrize(
    ("words", "rest", "whole"),
    [
        ("individuals in", " relation to the war", "individuals"),
        ("officials and the", " banks", "officials and the"),
        ("leaders of", " Hamas", "leaders of"),
        ("users who", " spoke", "users"),
        ("in", " Iran", "in"),
        ("stars involved who don't", " post", "stars"),
        ("individuals who are", " known to be banned", "individuals"),
        ("officials who were involved", " in the seizure", "officials"),
        ("entities and individuals carrying", " out raids", "entities and individuals"),
        ("individuals associated", " with the war", "individuals"),
        ("an Israeli one providing", " drones", "an Israeli one"),
        ("online banking", " sites", "online banking"),
        ("accounts perceived as left-wing", " were banned", "accounts perceived as left-wing"),
        ("father of three -", " who won", "father of three"),
        ("Ada Lane\n\nEntities", " listed", "Ada Lane"),
        ("Ada May", " spoke", "Ada May"),
        ("Ada may", " speak", "Ada"),
        ("Bob Will", " spoke", "Bob Will"),
        ("James Fleming", " spoke", "James Fleming"),
        ("officials In", " Iran", "officials In"),
    ],
)
def test_words_that_no_description_ends_with_are_cut_off(words: str, rest: str, whole: str) -> None:
    assert (words + rest)[: without_dangling(words + rest, 0, len(words))] == whole


@pytest.mark.parametrize(
    ("words", "rest", "whole"),
    [
        ("four of", " its subsidiaries were listed", "four of its subsidiaries"),
        ("Several", " of these targets", "Several of these targets"),
        ("the", " group's pages", "the group's"),
        ("some", " were banned", "some"),
        ("some 16,000", " people struck off", "some 16,000 people"),
        ("the 17", " persons listed", "the 17 persons"),
        ("16", " individuals and five entities", "16 individuals"),
        ("16", " were listed", "16"),
        ("Fifty-two", " vessels were added", "Fifty-two vessels"),
        ("well-known", " rappers were banned", "well-known"),
        ("1,000\nparties", " to the war", "1,000\nparties"),
        ("such", " accounts", "such accounts"),
        ("Channel 4", " said", "Channel 4"),
        ("all 39", " were banned", "all 39"),
        ("two of the", ", he said", "two of the"),
        ("his", " account", "his"),
        ("that", " account", "that"),
        ("leaders", " of Hamas", "leaders"),
        ("The", "", "The"),
        ("The", " New Oslo-based company said", "The New Oslo-based company"),
        ("the", " US-based channel", "the US-based channel"),
        ("the", " Oslo-linked pages", "the Oslo-linked"),
    ],
)
def test_a_description_goes_on_behind_words_that_open_one(words: str, rest: str, whole: str) -> None:
    assert (words + rest)[: gone_on(words + rest, 0, len(words))] == whole


@given(st.text(min_size=1), st.data())
def test_ends_stay_inside_the_text_and_behind_the_start(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert start <= without_dangling(text, start, end) <= end <= gone_on(text, start, end) <= len(text)


@pytest.mark.parametrize(
    ("words", "rest", "whole"),
    [
        ("extremist", " channels", "extremist channels"),
        ("popular social", " media platforms in Cuba", "popular social media platforms"),
        ("these same", "\naccounts were banned", "these same\naccounts"),
        ("non-verified", " accounts", "non-verified accounts"),
        ("popular\nsocial", " media", "popular\nsocial media"),
        ("the senator", " tweets daily", "the senator"),
        ("non-verified", " accounts for its chapters", "non-verified accounts"),
        ("the man", " people call Q", "the man"),
        ("Oslo-", "based accounts", "Oslo-"),
        ("users", " accounts", "users"),
        ("Ada Lane", " accounts", "Ada Lane"),
        ("his", " accounts", "his"),
        ("extremist", " views", "extremist"),
        ("extremist", ", users", "extremist"),
    ],
)
def test_a_description_goes_on_to_its_noun(words: str, rest: str, whole: str) -> None:
    assert (words + rest)[: to_noun(words + rest, 0, len(words))] == whole
