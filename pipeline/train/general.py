"""The first lesson: names, and what means the same, learnt from public corpora before the facts.

The network for it has the form of the reader's own, with other labels: mentions in place of triggers, and
for each the names of the same thing in place of the words of roles. Its outputs are not handed on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.engine import new_pipeline
from pipeline.facts.claims import Recognised
from pipeline.reader.labels import Labels
from pipeline.reader.pieces import cut, mark
from pipeline.recognise.mentions import MentionFinder
from pipeline.recognise.tokens import make_doc
from pipeline.train.corpora import KINDS, GeneralText
from pipeline.train.encoder import encoder_tokenizer
from pipeline.train.examples import Example, TriggerExample
from pipeline.train.network import Network

#: The row of tags that marks, for a mention, the names of the same thing.
_SAME: Final = "same"
#: Parts of a network that belong to its labels.
_OUTPUTS: Final = ("trigger.", "class_hidden.", "classes.", "pair.", "encoder.cues.", "marker.")


def general_labels(labels: Labels) -> Labels:
    """Return the labels of the first lesson, for a network that is then to learn `labels`."""
    roles = {_SAME: {"kinds": list(KINDS)}}
    return Labels(kinds=KINDS, marks=labels.marks, roles=roles, classes={"kind": KINDS})


def general_examples(texts: Iterable[GeneralText], labels: Labels) -> Iterator[Example]:
    """Turn texts into examples.

    Args:
        texts: the texts.
        labels: labels whose marks the network is shown.
    """
    nlp, tokenizer = new_pipeline(("sentences",)), encoder_tokenizer()
    finder = MentionFinder(nlp)
    for item in texts:
        found = Recognised(mentions=tuple(finder.find(nlp(make_doc(nlp, item.text)))))
        pieces = mark(cut(tokenizer, item.text, item.sentences), found, labels)
        spans = [(mention, pieces.span(mention.start, mention.end)) for mention in item.mentions]
        names = defaultdict(list)
        for mention, span in spans:
            if span is not None and mention.kind != KINDS[-1]:
                names[mention.thing].append(span)
        triggers = [
            TriggerExample(
                span,
                KINDS.index(mention.kind),
                [KINDS.index(mention.kind)],
                {_SAME: [other for other in names[mention.thing] if other != span]},
            )
            for mention, span in spans
            if span is not None
        ]
        yield Example(item.name, pieces, triggers)


def hand_on(taught: Network, network: Network) -> None:
    """Give `network` what `taught` has learnt, but for its outputs."""
    weights = {name: weight for name, weight in taught.state_dict().items() if not name.startswith(_OUTPUTS)}
    network.load_state_dict(weights, strict=False)
