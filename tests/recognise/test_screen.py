from __future__ import annotations

import random
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.recognise.forms import governing_words, phrasal_verbs, plain_words
from pipeline.recognise.screen import hits, holds, passes
from pipeline.recognise.screen_words import fold
from pipeline.tables import load_table

#: What a trigger of each kind needs nearby, in words of one table each.
NEEDED = {
    "takedown": "on Instagram",
    "restoration": "of the website",
    "sanction": "to the list of terrorists",
    "follower_count": "of 46,000 on Telegram",
}
PLAIN = sorted({(words, sense.kind) for words, sense in plain_words()})
PHRASAL = sorted({(first, particle) for _, first, particle in phrasal_verbs()})
#: Words of which none can carry a fact, nor is anything that one needs.
IDLE = ["the", "harbour", "of", "Ada", "quietly", "rain", "expected", "1987", "🙂", "İzmir", "—"]


@pytest.mark.parametrize(
    "text",
    [
        "Twitter suspended Ada Lane.",
        "The account of Ada Lane was removed.",
        "FACEBOOK DELETED THE PAGE",
        "Instagram took\nall of his pages down.",
        "The ministry blocked the web site.",
        "The channel is back up on YouTube.",
        "It isn’t suspending @POTUS.",
        "The E.U. imposed sanctions on Ada Lane.",
        "Ada Lane was added to the list.",
        "Ada Lane was designated by the Treasury.",
        "The general's property was frozen.",
        "Ada Lane has 46,000 followers.",
        "Half a million subscribers watch her.",
        "A group of 3,300 members.",
        "Some 200 people liked the page on Facebook.",
        "Ada Lane, banned from X since May.",
        "Regulators outlawed the party.",
    ],
)
def test_what_can_hold_a_fact_passes(text):
    assert passes(text)
    assert hits(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\r\n",
        "Rain is expected on Tuesday.",
        "The surgeon removed a kidney.",  # nothing online
        "She has an account on Instagram.",  # no act
        "The minister added that talks would go on.",  # no list
        "The prophet and his followers left.",  # no number
        "The twelve members of the jury left.",  # nothing online, no figure
        "He was banned from x-rays.",  # "X" is a platform in capitals only
        "Unremovable, subaccounts.",  # whole words only
        "It was removed by ada@lane.example.",
    ],
)
def test_what_holds_none_does_not_pass(text):
    assert not passes(text)
    assert hits(text) == []


def test_what_a_word_needs_must_stand_in_reach():
    reach = load_table("screen")["reach"]["online"]
    near, far = (f"It was removed. {'so ' * (length // 3)} website" for length in (reach - 30, reach + 30))

    assert passes(near)
    assert not passes(far)


def test_in_a_text_that_passes_further_words_are_hits():
    text = "Twitter suspended the account. Later, they reversed it."
    reversed_ = "The court reversed the ruling on the website."

    assert hits(text) == [text.index("suspended"), text.index("reversed")]
    assert hits(reversed_) == []


def test_offsets_count_code_points():
    text = "🔥 İİ İnstagram\r\nSUSPENDED the account"

    assert hits(text) == [text.index("SUSPENDED")]


def test_a_hit_is_held_by_the_stretch_in_which_it_begins():
    assert holds([3, 8], 3, 4)
    assert holds([3, 8], 0, 9)
    assert not holds([3, 8], 4, 8)
    assert not holds([], 0, 9)


def test_folding_keeps_the_length_of_every_character():
    changed = [code for code in range(sys.maxunicode + 1) if len(fold(chr(code))) != 1]

    assert changed == []


@pytest.mark.parametrize(("words", "kind"), PLAIN)
def test_every_form_of_every_trigger_passes_with_what_it_needs(words, kind):
    text = f"Yesterday {words} {NEEDED[kind]}."

    assert text.index(words) in hits(text)
    assert text.index(words) in hits(text.upper())


@pytest.mark.parametrize(("first", "particle"), PHRASAL)
def test_every_phrasal_verb_passes_with_its_object_inside(first, particle):
    text = f"They {first} the old Instagram page there {particle}."

    assert text.index(first) in hits(text)


@pytest.mark.parametrize("word", sorted(governing_words()))
def test_every_word_that_governs_sanctions_is_a_hit_beside_them(word):
    text = f"They {word} the sanctions."

    assert text.index(word) in hits(text)


@given(st.sampled_from(PLAIN), st.lists(st.sampled_from(IDLE), max_size=8), st.lists(st.sampled_from(IDLE)))
def test_words_around_take_no_hit_away(trigger, between, around):
    words, kind = trigger
    said = " ".join([words, *between, NEEDED[kind]])
    text = " ".join([*around, said, *around])

    assert text.index(said) in hits(text)
    assert hits(text) == sorted(set(hits(text)))


@given(
    st.lists(st.sampled_from([*IDLE, "website", "suspended", "followers", "list", "put", "down"])).map(
        " ".join
    )
)
def test_a_text_passes_if_and_only_if_it_has_hits(text):
    assert passes(text) == bool(hits(text))


@given(st.text())
def test_any_text_is_screened(text):
    assert all(0 <= at < len(text) for at in hits(text))


@pytest.mark.parametrize(
    "words",
    [
        ["suspende", "acount", "sanctio", "instagra", "followe", "took"],
        ["took", "put", "let", "follow", "members"],
        ["removed", "listed", "suspended"],
        ["a", "ac", "acc", "acco", "accou", "accoun"],
    ],
)
def test_time_is_in_step_with_the_text(words):
    drawn = random.Random(7).choices(words, k=200_000)  # noqa: S311 - no secret
    text = " ".join(drawn)
    seconds = []
    for part in (text[: len(text) // 8], text):
        began = time.process_time()
        passes(part)
        seconds.append(time.process_time() - began)

    assert seconds[1] < 24 * max(seconds[0], 0.01)  # 8 in step, 64 where it grows by the square


@pytest.mark.slow
def test_ten_megabytes_of_near_misses_take_seconds():
    text = "suspende acount sanctio took of instagra followe " * 210_000
    began = time.process_time()

    assert not passes(text)
    assert len(text) > 10_000_000
    assert time.process_time() - began < 20
