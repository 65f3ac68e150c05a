from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.facts.claims import Mention
from pipeline.recognise.mentions import MentionFinder

DocOf = Callable[[str], Doc]
MentionsIn = Callable[[str], list[Mention]]
WORDS = st.sampled_from(
    ["@ada_lane", "ada@kettle.org", "Twitter", "X", "the", "Facebook", "group", "page", "U.S.",
     "Treasury", "Iran", "Department", "3 May 2019", "May", "104,000", "dozens", "of", "accounts",
     "Ada Lane", "Lima", "Larissa Lima", "Reuters", "SDN list", "Farsi-language", "İ", "🙂", "-",
     "’s", ".", "\r\n", "EU", "Post", "high-profile"]
)  # fmt: skip


@pytest.fixture(scope="session")
def mentions_in(blank: Language, doc_of: DocOf) -> MentionsIn:
    finder = MentionFinder(blank)
    return lambda text: finder.find(doc_of(text))


def typed(mentions: list[Mention]) -> list[tuple[str, str]]:
    return [(mention.text, mention.type) for mention in mentions]


@pytest.mark.parametrize(("text", "platforms"), [("we met Alice X there", []), ("on X Alice spoke", ["X"])])
def test_a_letter_behind_a_given_name_is_no_platform(
    mentions_in: MentionsIn, text: str, platforms: list[str]
) -> None:
    assert [mention.text for mention in mentions_in(text) if mention.type == "platform"] == platforms


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("@ada_lane", "handle", "ada_lane"),
        ("Instagram", "platform", "instagram"),
        ("INSTAGRAM", "platform", "instagram"),
        ("X", "platform", "twitter"),
        ("Telegram", "platform", "telegram"),
        ("Iran", "country", "IR"),
        ("Iranian", "country", "IR"),
        ("U.S.", "country", "US"),
        ("Washington", "country", "US"),
        ("European Union", "authority", "european_union"),
        ("EU", "authority", "european_union"),
        ("Reuters", "media", "reuters"),
        ("Farsi", "language", "fa"),
        ("pages", "unit", "page"),
        ("tweet", "unit", "content"),
        ("104,000", "count", None),
        ("over 100,000", "count", None),
        ("dozens", "count", None),
        ("3 May 2019", "date", None),
        ("Tuesday", "date", None),
        ("SDN list", "program", "sdn_list"),
        ("Alice Lane", "person", None),
        ("Kettle Foundation", "organisation", None),
        ("Kettlebrook", "name", None),
    ],
)
def test_names_what_the_tables_and_grammars_know(
    mentions_in: MentionsIn, words: str, kind: str, value: str | None
) -> None:
    (found,) = mentions_in(f"yes {words} then.")
    bare = words.removeprefix("@")
    assert (found.text, found.type, found.value) == (bare, kind, value)


@pytest.mark.parametrize("text", ["x marks it", "us", "it may be", "the post office"], ids=str)
def test_case_counts_where_a_word_is_common(mentions_in: MentionsIn, text: str) -> None:
    assert {mention.type for mention in mentions_in(text)} <= {"unit"}


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("mail ada@kettle.org now", []),
        ("see kettle.tv/@ada now", []),
        ("see @ada_lane, (@bob.m) and “@cstone”.", ["ada_lane", "bob.m", "cstone"]),
        ("see @ada_lane.", ["ada_lane"]),
        ("see @ and @@ now", []),
        (
            "see instagram.com/ada_lane, (https://x.com/bob/status/12) and t.me/s/cstone.",
            ["ada_lane", "bob", "cstone"],
        ),
        ("see pic.twitter.com/4xYz and https://youtu.be/abc", []),
    ],
)
def test_a_handle_is_no_part_of_an_address(mentions_in: MentionsIn, text: str, handles: list[str]) -> None:
    assert [mention.text for mention in mentions_in(text) if mention.type == "handle"] == handles


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("the group met", []),
        ("the Facebook group met", ["group"]),
        ("users of Twitter met", ["users"]),
        ("users met", []),
        ("13 accounts and groups", ["accounts", "groups"]),
        ("a high-profile case", []),
        ("a profile picture", ["profile"]),
        ("an account-based plan", []),
        ("an account - that is", ["account"]),
    ],
)
def test_a_unit_word_is_one_only_where_it_can_be(
    mentions_in: MentionsIn, text: str, units: list[str]
) -> None:
    assert [mention.text for mention in mentions_in(text) if mention.type == "unit"] == units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yes @Twitter said", [("Twitter", "handle")]),
        ("of 3 May 2019 they", [("3 May 2019", "date")]),
        ("the Washington Post said", [("Washington Post", "media")]),
        ("the Iran Air office", [("Iran Air", "organisation")]),
        ("the OFAC list now", [("OFAC list", "program")]),
        ("to Azerbaijani Radio now.", [("Azerbaijani Radio", "organisation")]),
        ("an Azeri account", [("Azeri", "country"), ("account", "unit")]),
    ],
)
def test_of_two_that_overlap_the_first_then_the_longer_then_the_surer_stays(
    mentions_in: MentionsIn, text: str, expected: list[tuple[str, str]]
) -> None:
    assert typed(mentions_in(text)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "U.S. State Department",
        "Iranian Supreme Court",
        "U.S. Treasury Department",
    ],
)
def test_a_country_before_its_authority_belongs_to_it(mentions_in: MentionsIn, words: str) -> None:
    assert typed(mentions_in(f"by the {words} then")) == [(words, "authority")]


def test_a_language_may_be_compounded(mentions_in: MentionsIn) -> None:
    assert [(m.text, m.value) for m in mentions_in("her Farsi-language page") if m.type == "language"] == [
        ("Farsi-language", "fa")
    ]


def test_a_surname_in_the_text_beats_the_capital_of_its_spelling(mentions_in: MentionsIn) -> None:
    found = mentions_in("We met Larissa Lima. Then Lima left Peru.")
    assert typed(found) == [("Larissa Lima", "person"), ("Lima", "person"), ("Peru", "country")]


def test_a_capital_is_one_where_nobody_has_its_name(mentions_in: MentionsIn) -> None:
    assert typed(mentions_in("They left Lima then.")) == [("Lima", "country")]


def test_a_surname_has_no_code_of_a_country(mentions_in: MentionsIn) -> None:
    assert [m.value for m in mentions_in("We met Larissa Lima. Then Lima left.")] == [None, None]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("yes Reza Kettlebrook said.", "person"),
        ("yes Gen. Kettlebrook said.", "person"),
        ("yes Kettlebrook, 42, said.", "person"),
        ("yes Kettlebrook who said.", "person"),
        ("yes Kettlebrook, who said.", "person"),
        ("yes the Kettlebrook said.", "organisation"),
        ("yes in Kettlebrook they said.", "place"),
        ("yes in Reza they said.", "name"),
        ("yes Kettlebrook Bank said.", "organisation"),
        ("yes Kettlebrook said.", "name"),
    ],
)
def test_the_words_beside_a_name_tell_its_type(mentions_in: MentionsIn, text: str, kind: str) -> None:
    assert [mention.type for mention in mentions_in(text)] == [kind]


@settings(deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=15).map(" ".join)))
def test_offsets_give_the_words_and_mentions_do_not_overlap(mentions_in: MentionsIn, text: str) -> None:
    found = mentions_in(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("the accounts ada_lane, emamKhomeini and bobMarsh99", ["ada_lane", "emamKhomeini", "bobMarsh99"]),
        ("an iPhone, http://kettle.org/adaLane, #adaLane, ada_lane@mail.com and ada_lane.com", []),
    ],
)
def test_what_is_spelt_as_only_accounts_are_is_a_handle(
    mentions_in: MentionsIn, text: str, handles: list[str]
) -> None:
    assert [m.text for m in mentions_in(text) if m.type == "handle"] == handles


def test_a_figure_with_its_letter_before_a_capital_is_a_count(mentions_in: MentionsIn) -> None:
    assert ("204K", "count") in typed(mentions_in("she told her 204K Instagram followers"))
