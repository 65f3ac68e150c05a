from __future__ import annotations

from importlib.util import find_spec

import pytest
import torch

from pipeline.reader.labels import Labels
from pipeline.train.corpora import KINDS, GeneralMention, GeneralText
from pipeline.train.encoder import PACKAGE
from pipeline.train.examples import Example, TriggerExample
from pipeline.train.general import general_examples, general_labels, hand_on
from pipeline.train.loop import Lesson, teach
from pipeline.train.network import Network
from pipeline.train.settings import Settings

TEXT = "Ada Lane spoke. Bob Marsh said she left. Lane did."


def mention(words: str, kind: str, thing: str) -> GeneralMention:
    start = TEXT.index(words)
    return GeneralMention(start, start + len(words), kind, thing)


@pytest.mark.skipif(find_spec(PACKAGE) is None, reason="the encoder's tokenizer is not installed")
def test_each_mention_is_taught_with_the_other_names_of_the_same_thing(labels: Labels) -> None:
    mentions = [
        mention("Ada Lane", "person", "1"),
        mention("Bob Marsh", "person", "2"),
        mention("she", "mention", "1"),
        GeneralMention(TEXT.rindex("Lane"), TEXT.rindex("Lane") + 4, "person", "1"),
    ]
    text = GeneralText("a", TEXT, [(0, 15), (16, 40), (41, 50)], mentions)

    (example,) = general_examples([text], labels)

    def words(span: tuple[int, int]) -> str:
        return TEXT[example.pieces.starts[span[0]] : example.pieces.ends[span[1] - 1]]

    assert [(words(t.span), KINDS[t.kind], [words(s) for s in t.tags["same"]]) for t in example.triggers] == [
        ("Ada Lane", "person", ["Lane"]),
        ("Bob Marsh", "person", []),
        ("she", "mention", ["Ada Lane", "Lane"]),
        ("Lane", "person", ["Ada Lane"]),
    ]


def test_what_was_learnt_is_handed_on_but_for_the_outputs(small, labels, numbered):
    torch.manual_seed(0)
    first = general_labels(labels)
    taught, network = Network(first), Network(labels)
    example = Example("a", numbered(40), [TriggerExample((2, 4), 0, [0], {"same": [(8, 10)]})])
    done = list(teach(taught, Lesson([example] * 4, first), Settings(epochs=2, pieces=200)))
    hand_on(taught, network)

    assert [(epoch.number, epoch.lesson) for epoch in done] == [(1, "names"), (2, "names")]
    one, other = taught.state_dict(), network.state_dict()
    for name in (
        "encoder.layers.0.query.weight",
        "encoder.marks.weight",
        "left.weight",
        "again.0.query.weight",
    ):
        assert torch.equal(one[name], other[name])
    assert not other["marker.weight"].any()
    assert one["pair.weight"].shape != other["pair.weight"].shape
