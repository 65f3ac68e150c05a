from __future__ import annotations

import pytest

from pipeline.facts.claims import Mention, MentionType
from pipeline.normalise.sources import source_type


def source(words: str, kind: MentionType = "speaker") -> str:
    return source_type(Mention(0, len(words), words, kind))


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("Instagram", "platform", "platform"),
        ("Kettlebrook", "media", "media"),
        ("Iran", "country", "official"),
        ("State Department", "authority", "official"),
    ],
)
def test_a_known_mention_tells_by_its_type(words: str, kind: MentionType, expected: str) -> None:
    assert source(words, kind) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Iranian state media", "media"),
        ("Mehr news agency", "media"),
        ("a Facebook spokesperson", "platform"),
        ("the company", "platform"),
        ("researchers", "researcher"),
        ("the rights group", "researcher"),
        ("a court filing", "document"),
        ("sources", "anonymous"),
        ("a lawyer", "anonymous"),
        ("the foreign ministry", "official"),
        ("a spokesman", "official"),
        ("SOURCES", "anonymous"),
    ],
)
def test_other_speakers_tell_by_their_words(words: str, expected: str) -> None:
    assert source(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "some reports",
        "a report",
    ],
)
def test_reports_are_those_of_researchers(words: str) -> None:
    assert source(words) == "researcher"


def test_of_several_words_the_first_kind_of_the_table_tells() -> None:
    assert source("a Facebook researcher") == "platform"
    assert source("newspaper sources") == "media"


def test_a_name_without_such_a_word_is_an_official() -> None:
    assert source("Ada Lane", "person") == "official"


def test_a_part_of_a_word_tells_nothing() -> None:
    assert source("Sourcesville", "name") == "official"
