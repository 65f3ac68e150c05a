"""Phrase matchers over the lexical tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of a table: what its words mean.

    Attributes:
        table: which table or sense the words come from ("platform", "unit", "verb", ...).
        value: key of the entry ("instagram").
    """

    table: str
    value: str


@dataclass(frozen=True, slots=True)
class TermMatch:
    """Where the words of an entry stand, as token indices of the document, end exclusive."""

    start: int
    end: int
    term: Term


class Lexicon:
    """Finds the words of table entries in a document, in time linear in the text.

    Args:
        nlp: gives the tokenizer and the vocabulary.
        entries: (words, term) pairs, matched without regard to case.
        exact: (words, term) pairs, matched with their case ("X" the platform).
    """

    def __init__(
        self,
        nlp: Language,
        entries: Iterable[tuple[str, Term]],
        *,
        exact: Iterable[tuple[str, Term]] = (),
    ) -> None:
        self._terms: dict[int, Term] = {}
        self._vocab = nlp.vocab
        self._matchers = (
            self._compile(nlp, "LOWER", entries),
            self._compile(nlp, "ORTH", exact),
        )

    def _compile(self, nlp: Language, attribute: str, entries: Iterable[tuple[str, Term]]) -> PhraseMatcher:
        matcher = PhraseMatcher(nlp.vocab, attr=attribute)
        patterns: dict[Term, set[str]] = {}
        for words, term in entries:
            patterns.setdefault(term, set()).add(words)
        for term, phrases in patterns.items():
            key = f"{term.table}\t{term.value}"
            self._terms[nlp.vocab.strings.add(key)] = term
            matcher.add(key, [doc for words in sorted(phrases) for doc in _patterns(nlp, words)])
        return matcher

    def find(self, text: Doc | Span) -> list[TermMatch]:
        """Return every match in `text`, longest first among those that start at the same token.

        Indices are those of the document, for a span too.
        """
        matches = [
            TermMatch(start, end, self._terms[key])
            for matcher in self._matchers
            if len(matcher)
            for key, start, end in matcher(text)
        ]
        return sorted(
            matches, key=lambda match: (match.start, -match.end, match.term.table, match.term.value)
        )


def _patterns(nlp: Language, words: str) -> list[Doc]:
    """Return `words` as the tokenizer cuts them, and a contraction ("'ve") as one token too."""
    doc = nlp.make_doc(words)
    return [doc, Doc(nlp.vocab, words=[words])] if len(doc) > 1 and " " not in words else [doc]


def longest(matches: Iterable[TermMatch]) -> Iterator[TermMatch]:
    """Keep, from left to right, the longest of the matches that overlap.

    Args:
        matches: in the order of `Lexicon.find`.
    """
    reached = -1
    for match in matches:
        if match.start >= reached:
            yield match
            reached = match.end
