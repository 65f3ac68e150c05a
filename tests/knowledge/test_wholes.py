"""What a body is part of, by its name."""

from __future__ import annotations

import pytest

from pipeline.knowledge.wholes import wholes_of


def test_a_part_holds_all_that_its_whole_holds() -> None:
    assert wholes_of("OFAC") > wholes_of("U.S. Treasury") > wholes_of("United States")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Treasury", "U.S. Treasury Department"),
        ("Western", "Western governments"),
        ("the West", "Western powers"),
        ("P5+1", "six world powers"),
    ],
)
def test_everyday_names_mean_the_body_that_its_full_name_means(one: str, other: str) -> None:
    assert wholes_of(one) == wholes_of(other)


@pytest.mark.parametrize("name", ["Congress", "the Council", "Acme Board"])
def test_a_name_that_several_bodies_have_means_none_but_itself(name: str) -> None:
    assert len(wholes_of(name)) == 1
