from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.handles import find_handles, handle

PIECES = st.sampled_from(
    ["@", "ada_lane", "instagram.com", "https://", "www.", "/", "x.com/", "t.me/s/", "?hl=en", ".", "“", "’s",
     "İ", "🙂", "r/", " ", "\u00a0", "user", "status", "12", "@x.org", "facebook.com/groups/"]
)  # fmt: skip
WORDS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=8).map("".join))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He is @ada_lane on Instagram.", ["ada_lane"]),
        ("İ 🙂 https://t.me/ada?x=1 and @bob's", ["ada", "bob"]),
        ("mail ada@kettle.org, see kettle.org/ada", []),
        ("pic.twitter.com/4xYz, t.co/abc, youtu.be/abc", []),
        ("facebook.com/groups/ and reddit.com/r", []),
        ("notinstagram.com/ada", []),
        ("vk.com/12345", []),
    ],
)
def test_finds_names_behind_a_sign_and_in_links(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_handles(text)] == found


@pytest.mark.parametrize(
    "words", ["", "@", "“”", "https://kettle.org/ada", "ada@kettle.org", "X.com", "t.me", "KETTLE.ORG/ada"]
)
def test_abstains_where_no_account_is_named(words: str) -> None:
    assert handle(words) is None


def test_a_link_behind_a_full_stop_gives_its_name() -> None:
    assert handle(".X.com/ada") == "ada"


@pytest.mark.parametrize("words", ["tigre.du.sable", "La Voz del Chaco Libre", "ada-lane", "ada99", "جنرال"])
def test_a_name_alone_stays_as_it_is(words: str) -> None:
    assert handle(words) == words


@given(WORDS)
def test_a_handle_stands_in_the_words_and_is_its_own_handle(words: str) -> None:
    value = handle(words)
    assert value is None or (value in words and handle(value) in {value, None})


@given(WORDS)
def test_handles_are_disjoint_and_in_order(text: str) -> None:
    ends = 0
    for start, end in find_handles(text):
        assert ends <= start < end <= len(text)
        ends = end
