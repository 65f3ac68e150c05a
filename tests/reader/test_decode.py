from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.facts.vocabulary import ACTIONS
from pipeline.reader.decode import Decoder, Reading, Thresholds
from pipeline.reader.graph import Scores
from pipeline.reader.labels import Labels
from pipeline.reader.pieces import Pieces
from pipeline.reader.windows import Window

ROW = "Twitter sus|pended Ada Lane and Bob Marsh , he said on Monday"
TWITTER, SUSPENDED, _, ADA, LANE, AND, BOB, MARSH, _, HE, SAID, ON, MONDAY = range(13)


class Sheet:
    """Scores in which nothing is likely, to be filled in by hand, and what is read from them."""

    def __init__(
        self,
        labels: Labels,
        cut: tuple[str, Pieces],
        places: tuple[int, ...] = (SUSPENDED,),
        start: int = 0,
    ) -> None:
        self.labels = labels
        self.text, self.pieces = cut
        size = len(self.pieces.ids) - start
        self.window = Window(start, start + size, start, start + size)
        self.scores = Scores(
            tags=np.zeros((size, labels.trigger_tags), np.float32),
            places=np.array(places, np.int64),
            kinds=np.zeros(len(places), np.int64),
            told=np.zeros((len(places), sum(map(len, labels.classes.values()))), np.float32),
            roles=np.zeros((len(places), size, len(labels.rows), 3), np.float32),
        )

    def trigger(self, place: int, kind: str, likely: float, *further: float) -> Sheet:
        number = self.labels.kinds.index(kind)
        column = 1 + 2 * number
        self.scores.kinds[self.scores.places == place] = number
        self.scores.tags[place, column] = likely
        self.scores.tags[place + 1 : place + 1 + len(further), column + 1] = further
        return self

    def fill(self, row: str, place: int, likely: float, *further: float, rank: int = 0) -> Sheet:
        tags = self.scores.roles[rank, :, self.labels.rows.index(row)]
        tags[place, 1] = likely
        tags[place + 1 : place + 1 + len(further), 2] = further
        return self

    def tell(self, name: str, value: str, logit: float, rank: int = 0) -> Sheet:
        where = self.labels.class_slices[name].start + self.labels.classes[name].index(value)
        self.scores.told[rank, where] = logit
        return self

    def read(self, thresholds: Thresholds | None = None) -> list[Reading]:
        decoder = Decoder(self.labels, thresholds or Thresholds())
        return decoder.readings(self.text, self.pieces, self.window, self.scores)

    def words(self, row: str) -> list[str]:
        """Return what fills a row of the only trigger."""
        (reading,) = self.read()
        return [self.text[filler.start : filler.end] for filler in reading.roles.get(row, ())]


@pytest.fixture
def sheet(labels: Labels, pieces_of: Callable[..., tuple[str, Pieces]]) -> Sheet:
    return Sheet(labels, pieces_of(ROW))


@pytest.fixture
def takedown(sheet: Sheet) -> Sheet:
    return sheet.trigger(SUSPENDED, "takedown", 0.9)


@pytest.mark.parametrize(("likely", "number"), [(0.5, 1), (0.75, 1), (0.49, 0), (0.0, 0)])
def test_triggers_are_as_likely_as_the_threshold_or_more(sheet, likely, number):
    readings = sheet.trigger(SUSPENDED, "sanction", likely).read()

    assert len(readings) == number
    assert all((reading.kind, reading.score) == ("sanction", likely) for reading in readings)


def test_places_that_are_no_candidates_are_not_read(takedown):
    takedown.trigger(SAID, "takedown", 0.9)

    assert [reading.start for reading in takedown.read()] == [takedown.text.index("suspended")]


@pytest.mark.parametrize(
    ("row", "further", "words"),
    [
        ("was *sus|pended from it", (), "suspended"),
        ("was sus|*pended from it", (), "suspended"),
        ("was *taken down again", (0.25,), "taken down"),
        ("was *taken down again", (0.25, 0.19), "taken down"),
        ("was *taken down again", (0.19, 0.9), "taken"),
        ("was *taken down again", (0.9, 0.9), "taken down again"),
        ("of *@us|_er now", (), "@us_er"),
        ("the *İ|T-ban", (0.9,), "İT-ban"),
    ],
)
def test_words_go_on_while_they_are_likely_enough_and_end_with_a_word(labels, pieces_of, row, further, words):
    place = next(n for n, piece in enumerate(row.replace("|", " ").split()) if piece.startswith("*"))
    sheet = Sheet(labels, pieces_of(row.replace("*", "")), (place,))
    sheet.trigger(place, "takedown", 0.9, *further)

    (reading,) = sheet.read()

    assert sheet.text[reading.start : reading.end] == words


def test_scores_count_from_the_first_piece_of_the_window(labels, pieces_of):
    sheet = Sheet(labels, pieces_of(ROW), (SAID - ADA,), start=ADA)
    sheet.trigger(SAID - ADA, "takedown", 0.9).fill("holder", 0, 0.9, 0.9)

    (reading,) = sheet.read()

    assert sheet.text[reading.start : reading.end] == "said"
    assert sheet.words("holder") == ["Ada Lane"]


def test_readings_come_in_the_order_of_the_text_each_with_its_own_scores(labels, pieces_of):
    sheet = Sheet(labels, pieces_of(ROW), (SAID, SUSPENDED))
    sheet.trigger(SAID, "sanction", 0.9).tell("modality", "planned", 1, rank=0)
    sheet.trigger(SUSPENDED, "takedown", 0.9).fill("holder", BOB, 0.9, rank=1)

    first, second = sheet.read()

    assert (first.kind, first.classes["modality"], list(first.roles)) == ("takedown", "asserted", ["holder"])
    assert (second.kind, second.classes["modality"], second.roles) == ("sanction", "planned", {})


def test_all_likely_fillers_of_a_role_are_found_in_order(takedown):
    takedown.fill("holder", BOB, 0.7, 0.9).fill("holder", ADA, 0.5, 0.9).fill("holder", HE, 0.4)

    assert takedown.words("holder") == ["Ada Lane", "Bob Marsh"]
    (reading,) = takedown.read()
    assert [filler.score for filler in reading.roles["holder"]] == pytest.approx([0.5, 0.7])


@pytest.mark.parametrize(
    ("row", "likely", "words"),
    [
        ("holder", (0.35, 0.4), ["Bob"]),
        ("holder", (0.4, 0.35), ["Ada"]),
        ("holder", (0.2, 0.29), []),
        ("holder", (0.6, 0.4), ["Ada"]),
        ("holder.name", (0.35, 0.4), ["Bob"]),
        ("platform", (0.35, 0.0), ["Ada"]),
        ("linked_to", (0.49, 0.4), []),
        ("actor.name", (0.49, 0.4), []),
    ],
)
def test_the_likeliest_filler_is_taken_where_a_fact_needs_one(takedown, row, likely, words):
    takedown.fill(row, ADA, likely[0]).fill(row, BOB, likely[1])

    assert takedown.words(row) == words


@pytest.mark.parametrize(
    ("thresholds", "rows"),
    [
        (Thresholds(), ["actor", "actor.name"]),
        (Thresholds(role=0.7), ["actor.name"]),
        (Thresholds(roles={"actor": 0.7}), ["actor.name"]),
        (Thresholds(role=0.7, roles={"actor": 0.5}), ["actor", "actor.name"]),
        (Thresholds(naming=0.7), ["actor"]),
    ],
)
def test_roles_and_names_have_thresholds_of_their_own(takedown, thresholds, rows):
    takedown.fill("actor", ADA, 0.6).fill("actor.name", BOB, 0.6)

    (reading,) = takedown.read(thresholds)

    assert list(reading.roles) == rows


@pytest.mark.parametrize(
    ("thresholds", "words"),
    [
        (Thresholds(inside=0.5), ["Ada"]),
        (Thresholds(inside=0.5, insides={"reason": 0.2}), ["Ada Lane"]),
        (Thresholds(inside=0.2, insides={"date": 0.5}), ["Ada Lane"]),
    ],
)
def test_the_words_of_a_role_can_go_on_at_a_threshold_of_their_own(takedown, thresholds, words):
    takedown.fill("reason", ADA, 0.9, 0.3)

    (reading,) = takedown.read(thresholds)

    assert [takedown.text[filler.start : filler.end] for filler in reading.roles["reason"]] == words


def test_roles_of_other_kinds_of_fact_are_not_read(takedown):
    for row in ("target", "target.name", "authority", "count", "metric", "program"):
        takedown.fill(row, ADA, 0.9)

    assert takedown.read()[0].roles == {}


def test_of_fillers_that_overlap_the_first_is_kept(takedown):
    takedown.fill("holder", ADA, 0.5, 0.9).fill("holder", LANE, 0.9)

    assert takedown.words("holder") == ["Ada Lane"]


def test_two_pieces_of_one_word_are_one_filler(labels, pieces_of):
    sheet = Sheet(labels, pieces_of("was sus|pended by Twit|ter"), (1,)).trigger(1, "takedown", 0.9)

    assert sheet.fill("platform", 4, 0.9).fill("platform", 5, 0.9).words("platform") == ["Twitter"]


def test_words_end_with_the_window(takedown):
    assert takedown.fill("date", ON, 0.9, 0.9).words("date") == ["on Monday"]


@pytest.mark.parametrize(
    ("kind", "action"),
    [
        ("takedown", "content_removal"),
        ("restoration", "service_unblock"),
        ("sanction", "easing"),
        ("follower_count", "none"),
    ],
)
def test_the_action_is_the_likeliest_of_its_kind(sheet, kind, action):
    sheet.trigger(SUSPENDED, kind, 0.9)
    for logit, value in enumerate(("content_removal", "service_unblock", "easing", "none"), 1):
        sheet.tell("action", value, logit)

    assert sheet.read()[0].classes["action"] == action


def test_every_other_class_has_its_likeliest_value(takedown):
    told = {
        "modality": "negated",
        "unit": "page",
        "value_kind": "lost",
        "attribution_type": "media",
        "reason_category": "fraud",
    }
    for name, value in told.items():
        takedown.tell(name, value, 2.5)

    (reading,) = takedown.read()

    assert {name: value for name, value in reading.classes.items() if name != "action"} == told


LABELS = Labels.of_table()
LOGITS = arrays(np.float32, sum(map(len, LABELS.classes.values())), elements=st.floats(-9, 9, width=32))


@given(st.sampled_from(LABELS.kinds), LOGITS)
def test_no_logits_give_a_kind_the_action_of_another(pieces_of, kind, logits):
    sheet = Sheet(LABELS, pieces_of(ROW)).trigger(SUSPENDED, kind, 0.9)
    sheet.scores.told[0] = logits

    (reading,) = sheet.read()

    assert reading.classes["action"] in ACTIONS.get(kind, ("none",))


@given(st.sampled_from(LABELS.kinds), st.integers(0, 2**32 - 1))
def test_fillers_are_whole_words_in_order_and_apart(pieces_of, kind, seed):
    sheet = Sheet(LABELS, pieces_of(ROW)).trigger(SUSPENDED, kind, 0.9)
    sheet.scores.roles[...] = np.random.default_rng(seed).random(sheet.scores.roles.shape, np.float32)

    (reading,) = sheet.read()

    assert {row.removesuffix(".name") for row in reading.roles} <= set(LABELS.roles_of(kind))
    for fillers in reading.roles.values():
        assert all(first.end <= second.start for first, second in pairwise(fillers))
        for filler in fillers:
            assert f" {sheet.text[filler.start : filler.end]} " in f" {sheet.text} "
