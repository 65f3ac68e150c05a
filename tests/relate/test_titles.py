from __future__ import annotations

import pytest
from spacy.language import Language

import pipeline
from pipeline.facts.claims import Mention
from pipeline.relate.titles import is_set_apart, titles_of, with_titles


def titles(text: str, *mentions: str) -> list[str]:
    known = [
        Mention(text.index(words), text.index(words) + len(words), words, "person") for words in mentions
    ]
    return [mention.text for mention in with_titles(titles_of(text), known)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("YouTube banned _Kettle Days with Ada Lane_ again.", ["Kettle Days with Ada Lane"]),
        ("YouTube banned [_Down the Kettle_](/a) again.", ["Down the Kettle"]),
        ("YouTube banned _Down\nthe Kettle_ again.", ["Down\nthe Kettle"]),
        ('the page "We Love Kettles" fell', ["We Love Kettles"]),
        ("the “We Love Kettles” Facebook group fell", ["We Love Kettles"]),
        ("a channel called 'We Love Kettles' fell", ["We Love Kettles"]),
        ("groups such as “We Love Kettles,” which fell", ["We Love Kettles"]),
        ("a group called Stand With the Kettles fell", ["Stand With the Kettles"]),
        ("a man called Ada fell", []),
        ("an account named Ada Lane in May 2020", ["Ada Lane"]),
        ("pages called Kettle Days and Tea Time", ["Kettle Days"]),
        ('She said "Kettles Are Back" and left.', []),
        ('the page "so much for kettles" fell', []),
        ('the tweet "Kettles are not what they were" fell', []),
        ("_This_ was _very_ bad, _he said_.", []),
    ],
)
def test_marks_set_a_title_apart(text: str, found: list[str]) -> None:
    assert titles(text) == found


def test_a_title_is_one_name_in_place_of_those_inside() -> None:
    text = "YouTube banned _Kettle Days with Ada Lane_. Bob Marsh wept."
    assert titles(text, "Ada Lane", "Bob Marsh") == ["Kettle Days with Ada Lane", "Bob Marsh"]


@pytest.mark.parametrize("text", ["YouTube banned _Ada Lane_.", "YouTube banned _The Ada Lane_."])
def test_what_is_known_as_a_whole_stays(text: str) -> None:
    (mention,) = with_titles(
        titles_of(text), [Mention(text.index("Ada"), text.index("Ada") + 8, "Ada Lane", "person")]
    )
    assert mention.type == "person"


def test_marks_stand_right_before_what_they_set_apart() -> None:
    text = "_Kettle Days_ fell"
    assert is_set_apart(text, Mention(1, 12, "Kettle Days", "name"))
    assert not is_set_apart(text, Mention(14, 18, "fell", "name"))


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("YouTube deleted _Kettle Days with Ada Lane_ for spam.", ["Kettle Days with Ada Lane"]),
        ('Facebook removed the group "We Love Kettles" on Monday.', ["We Love Kettles"]),
        ('YouTube removed a video titled "Kettle Days" by Ada Lane.', ["Ada Lane"]),
        ('YouTube removed the video "Kettle Days".', [None]),
        ("YouTube banned the channel 'Ada and Carl' on Monday.", ["Ada and Carl"]),
    ],
)
def test_a_title_names_an_account_and_not_who_made_a_post(
    nlp: Language, text: str, holders: list[str | None]
) -> None:
    assert [fact.holder for fact in pipeline.extract(text, nlp=nlp)] == holders


def test_a_word_for_users_is_no_name(nlp: Language) -> None:
    text = "Ada Lane was sad. The YouTuber, who has 9,000 subscribers on YouTube, wept."
    assert [fact.holder for fact in pipeline.extract(text, nlp=nlp)] == ["Ada Lane"]


def test_the_followers_of_a_title_are_those_of_the_account_called_so(nlp: Language) -> None:
    text = "The Facebook group is called “We Love Kettles,” after a song, and has 9,000 members."
    (fact,) = pipeline.extract(text, nlp=nlp)
    assert fact.handle == "We Love Kettles"


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("“Ada Lane”", True),
        ("“Ada Lane,” he said", True),
        ("_Ada Lane_", True),
        ("“Ada Lane has left,” he said", False),
        ("_Ada Lane has left_", False),
    ],
)
def test_a_name_that_only_opens_a_quotation_is_no_title(text: str, apart: bool) -> None:
    assert is_set_apart(text, Mention(1, 9, "Ada Lane", "person")) is apart
