from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts.claims import Claim, Mention, Trigger
from pipeline.normalise.component import normalise
from pipeline.normalise.date_course import Dates

PUBLISHED = date(2019, 4, 18)
TEXT = "On 1 March Ada Lane spoke. Two weeks earlier her page and her group went, the same day as 3 others."
WORDS = ("1 March", "Two weeks earlier", "the same day")


def words(chosen: str) -> Mention:
    start = TEXT.index(chosen)
    return Mention(start, start + len(chosen), chosen, "date")


def dated(chosen: str) -> Claim:
    trigger = Trigger(TEXT.index("went"), TEXT.index("went") + 4, "went", "takedown", None, frame="")
    return Claim(trigger, {"date": words(chosen)}, "asserted", None, (0, 7))


def test_a_date_counts_from_the_one_last_mentioned_whether_or_not_a_claim_has_it():
    dates = Dates.of([words(chosen) for chosen in WORDS], PUBLISHED)

    assert list(dates.values) == ["2019-03-01", "2019-02-15", "2019-02-15"]


def test_a_date_that_two_claims_have_is_counted_once():
    valued = normalise(TEXT, [dated(WORDS[1]), dated(WORDS[1])], [words(WORDS[0])], PUBLISHED)

    assert [one.values["date"] for one in valued] == ["2019-02-15", "2019-02-15"]


def test_nothing_is_mentioned_before_the_first_date():
    dates = Dates.of([words(WORDS[0])], PUBLISHED)

    assert dates.before(TEXT.index("March")) is None
    assert dates.before(TEXT.index(" Ada")) == "2019-03-01"


def test_words_that_tell_no_day_are_no_date_to_count_from():
    dates = Dates.of([words(WORDS[2])], PUBLISHED)

    assert list(dates.values) == []


def test_what_was_earlier_is_counted_from_publication_where_no_date_was_mentioned():
    dates = Dates.of([words(WORDS[1])], PUBLISHED)

    assert list(dates.values) == ["2019-04-04"]


@given(st.permutations([words(chosen) for chosen in WORDS] * 2))
def test_the_order_and_number_of_mentions_make_no_difference(mentions):
    dates = Dates.of(mentions, PUBLISHED)

    assert set(dates.values) == {"2019-03-01", "2019-02-15"}
    assert dates.before(len(TEXT)) == "2019-02-15"
