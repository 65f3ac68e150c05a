from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import pytest

from pipeline.facts.claims import Mention
from pipeline.reader.claims import Argument
from pipeline.reader.confidence import log_odds
from pipeline.reader.decode import Reading
from pipeline.reader.signals import signals_of

READING = Reading(8, 17, "takedown", 0.8, {"action": "account_suspension", "modality": "asserted"})
NONE = {"about": 0, "described": 0, "where": 0, "nowhere": 1, "handle": 0}


def argument(words: str, score: float, kind: str = "person") -> Argument:
    mention = Mention(0, len(words), words, kind)  # type: ignore[arg-type]
    return Argument(mention, mention, score)


@pytest.mark.parametrize(
    ("chosen", "signals"),
    [
        ({}, {}),
        ({"holder": argument("Ada Lane", 0.9)}, {"about": log_odds(0.9)}),
        ({"holder": argument("a singer", 0.9, "group")}, {"about": log_odds(0.9), "described": 1}),
        ({"platform": argument("Twitter", 0.7, "platform")}, {"where": log_odds(0.7), "nowhere": 0}),
        ({"handle": argument("@adalane", 0.9, "handle")}, {"handle": 1}),
        ({"date": argument("Monday", 0.9, "date")}, {}),
    ],
)
def test_tells_how_sure_the_trigger_is_and_who_and_where(
    chosen: Mapping[str, Argument], signals: Mapping[str, float]
):
    assert signals_of(READING, chosen) == {"trigger": log_odds(0.8), **NONE, **signals}


@pytest.mark.parametrize(
    ("kind", "about", "where"),
    [("sanction", "target", "authority"), ("follower_count", "holder", "platform")],
)
def test_each_kind_of_fact_has_roles_of_its_own(kind: str, about: str, where: str):
    chosen = {about: argument("Ada Lane", 0.9), where: argument("Ruritania", 0.6)}
    told = signals_of(replace(READING, kind=kind), chosen)
    assert (told["about"], told["where"], told["nowhere"]) == (log_odds(0.9), log_odds(0.6), 0)


def test_doubt_about_action_and_modality_is_told():
    logs = {"action": {"a": math.log(0.75), "b": math.log(0.25)}, "modality": {"a": 0.0}, "unit": {"a": 0.0}}
    told = signals_of(replace(READING, log_likelihoods=logs), {})
    assert told["action"] == pytest.approx(math.log(0.25), abs=0.01)
    assert told["modality"] < -6
    assert "unit" not in told
