from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.relate.component import relate
from pipeline.relate.items import Spot

SpotOf = Callable[..., Spot]


def test_claims_come_in_the_order_of_the_text(spot_of: SpotOf) -> None:
    rows = (
        "Twitter/platform suspended/V* Ada_Lane/person .",
        "Twitter/platform suspended/V* Bob_Marsh/person .",
    )
    sentences = [spot_of(row, number).sentence for number, row in enumerate(rows)]
    assert [claim.roles["holder"].text for claim in relate(sentences)] == ["Ada Lane", "Bob Marsh"]


def test_later_sentences_refer_to_earlier_ones(spot_of: SpotOf) -> None:
    first = spot_of("Twitter/platform suspended/V* Ada_Lane/person 's account/unit .")
    second = spot_of(
        "The account/unit was reinstated/V* .",
        1,
        kind="restoration",
        action="account_restoration",
        lemma="reinstate",
    )
    _, back = relate([first.sentence, second.sentence])
    assert (back.trigger.kind, back.antecedents["holder"].text) == ("restoration", "Ada Lane")


def test_senses_that_have_no_arguments_give_no_claim(spot_of: SpotOf) -> None:
    spot = spot_of("Twitter/platform removed/V* Ada_Lane/person 's page/unit .", lemma="remove")
    listed = replace(spot.trigger, kind="sanction", action="lifting")
    items = list(spot.sentence.items)
    items[spot.index] = replace(items[spot.index], triggers=(listed, spot.trigger))
    (claim,) = relate([replace(spot.sentence, items=tuple(items))])
    assert claim.trigger is spot.trigger


def test_nothing_comes_of_nothing() -> None:
    assert list(relate([])) == []
