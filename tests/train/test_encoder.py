from __future__ import annotations

import pytest
import torch

from pipeline.reader.labels import Labels
from pipeline.train import encoder
from pipeline.train.encoder import begin_as
from pipeline.train.general import general_labels
from pipeline.train.network import Network


def test_what_one_encoder_has_learnt_of_words_another_network_begins_with_and_nothing_of_tables(
    small: None, labels: Labels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "AGAIN", 1)
    learnt, network = Network(labels), Network(general_labels(labels))

    begin_as(network, learnt.encoder)

    own, given = network.encoder.state_dict(), learnt.encoder.state_dict()
    for name in own.keys() - {"marks.weight", "cues.weight"}:
        assert torch.equal(own[name], given[name]), name
    for name in ("marks.weight", "cues.weight"):
        assert not own[name].any()
    for name, weights in learnt.encoder.layers[-1].state_dict().items():
        assert torch.equal(network.again[0].state_dict()[name], weights)
