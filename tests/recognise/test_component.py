from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.recognise.component import Recogniser, Sentences
from pipeline.recognise.extensions import register


@pytest.fixture(scope="session")
def recognise(blank: Language) -> Recogniser:
    return Recogniser(blank)


def test_puts_triggers_and_mentions_on_the_document(blank: Language, recognise: Recogniser) -> None:
    found = recognise(Sentences()(blank.make_doc("Twitter suspended @ada_lane.")))._.recognised
    assert [trigger.text for trigger in found.triggers] == ["suspended"]
    assert [mention.text for mention in found.mentions] == ["Twitter", "ada_lane"]


def test_looks_for_no_mentions_where_nothing_triggers(blank: Language, recognise: Recogniser) -> None:
    found = recognise(Sentences()(blank.make_doc("Twitter met @ada_lane.")))._.recognised
    assert (found.triggers, found.mentions) == ((), ())


@pytest.mark.parametrize("name", ["doc_id", "published", "recognised", "claims", "valued", "facts"])
def test_attributes_are_null_before_a_stage_sets_them(blank: Language, name: str) -> None:
    register()
    register()
    assert Doc.has_extension(name)
    assert blank.make_doc("")._.get(name) is None
