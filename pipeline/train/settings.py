"""How a training runs."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a training, as its model card tells them.

    Attributes:
        epochs: how often the articles are read at most.
        most_pieces: many articles are read less often, so that about so many word pieces are read in all:
            what two cores read in an hour, with what comes before and behind. Null for no such limit.
        name_epochs: how often the corpora of names are read before, where there are any.
        news_epochs: how often unlabelled news is read before that, words masked, where there is any.
        scored_from: epochs before this share of them are not scored: their rates are too high to be any good.
            Where it is 0, the network that the training begins with is scored too.
        patience: after so many scored epochs without a better dev score training stops.
        pieces: word pieces of a batch, about.
        news_rate: learning rate of the encoder while it reads that.
        rate: learning rate of the encoder's last layer, and of the last one that reads a trigger.
        layer_decay: each layer below learns at this share of the rate of the one above.
        head_rate: learning rate of the heads.
        warm_up: share of all steps in which the rates rise from nothing; then they fall to nothing.
        seed: of every random choice.
    """

    epochs: int = 14
    most_pieces: int | None = 6_000_000
    name_epochs: int = 2
    news_epochs: int = 1
    scored_from: float = 0.6
    patience: int = 4
    pieces: int = 1100
    news_rate: float = 3e-4
    rate: float = 1.2e-4
    layer_decay: float = 0.9
    head_rate: float = 2e-3
    warm_up: float = 0.08
    seed: int = 0

    def fitted(self, pieces: int) -> Settings:
        """Return these settings with no more epochs than `most_pieces` allow, but one at least.

        Args:
            pieces: how many word pieces an epoch reads.
        """
        if self.most_pieces is None:
            return self
        return replace(self, epochs=min(self.epochs, max(1, round(self.most_pieces / max(1, pieces)))))

    def reading_on(self) -> Settings:
        """Return these settings for a network that has learnt before: fewer epochs, at lower rates."""
        return replace(self, epochs=4, scored_from=0.0, rate=5e-5, head_rate=5e-4)
