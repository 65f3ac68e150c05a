from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.facts.claims import Claim, Trigger, ValuedClaim
from pipeline.normalise.date_shared import shared

#: Where the sentences of the articles of these tests begin.
SENTENCES = (0, 100, 200, 300)
TOLD = {"date": "2019-04-15", "action": "account_termination", "modality": "asserted", "actor": "Chirper"}


def told(place: int, kind: str = "takedown", **values: Any) -> ValuedClaim:
    trigger = Trigger(place, place + 7, "removed", kind, None, frame="")  # type: ignore[arg-type]
    known = {field: value for field, value in (TOLD | values).items() if value is not None}
    return ValuedClaim(Claim(trigger, {}, "asserted", None, (0, 7)), known)


def dates(*claims: ValuedClaim) -> list[str | None]:
    return [one.values.get("date") for one in shared(claims, SENTENCES)]


@pytest.mark.parametrize("place", [20, 110, 190])
def test_an_act_on_several_objects_gives_its_date_to_each(place):
    assert dates(told(10), told(place, date=None, unit="group")) == ["2019-04-15"] * 2


def test_an_act_that_goes_on_from_sentence_to_sentence_keeps_its_date():
    assert dates(told(10), *(told(place, date=None) for place in (110, 210, 310))) == ["2019-04-15"] * 4


@pytest.mark.parametrize(
    "other",
    [
        told(210, date=None),
        told(110, date=None, action="content_removal"),
        told(110, date=None, modality="planned"),
        told(110, date=None, actor="Pix"),
        told(110, date=None, actor=None),
        told(110, date=None, kind="restoration"),
    ],
)
def test_another_act_has_no_date_of_it(other):
    assert dates(told(10), other) == ["2019-04-15", None]


@pytest.mark.parametrize("date", ["2018", "2019-04", "2019-04-15~", "2019-04-15/2019-04-21"])
@pytest.mark.parametrize(("place", "shared"), [(20, True), (110, False)])
def test_only_a_day_goes_on_to_the_next_sentence(date, place, shared):
    assert dates(told(10, date=date), told(place, date=None)) == [date, date if shared else None]


def test_a_date_is_not_given_back():
    assert dates(told(10, date=None), told(110)) == [None, "2019-04-15"]


def test_a_claim_keeps_its_own_date_and_gives_it_on():
    claims = told(10), told(20, date="2019-04-16"), told(110, date=None)

    assert dates(*claims) == ["2019-04-15", "2019-04-16", "2019-04-16"]


def test_sanctions_share_the_date_where_the_authority_is_the_same():
    first = told(10, kind="sanction", authority="Norland", action="imposition")
    second, third = (replace(first, claim=told(place, kind="sanction").claim) for place in (110, 120))
    undated = [replace(one, values={**one.values, "date": None}) for one in (second, third)]
    abroad = replace(undated[1], values={**undated[1].values, "authority": "Sudland"})

    assert dates(first, undated[0], abroad) == ["2019-04-15", "2019-04-15", None]


def test_follower_counts_are_no_act():
    counts = told(10, kind="follower_count"), told(20, kind="follower_count", date=None)

    assert dates(*counts) == ["2019-04-15", None]
