"""Tokens, also of what is no prose: the marks of Markdown, and words without end.

spaCy's tokenizer takes the square of the length of a word, and "Ada](https://a.b" for one.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

#: A longer stretch without blanks is no word: an encoded image, a ruler of stars. It is cut.
_LONGEST_WORD: Final = 500
_OVERLONG: Final = rf"\S{{{_LONGEST_WORD + 1},}}"
_PIECE: Final = re.compile(rf"\S{{1,{_LONGEST_WORD}}}")
#: Where the words of a link end: "[Ada Lane](https://a.b)", and beside the marks of emphasis: "_Ada Lane_".
_SEAMS: Final = r"(?<=\S)(?=\]\()|(?<=\])(?=\()|(?<=(?<!\w)_)(?=[^\W_])|(?<=[^\W_])(?=_(?!\w))"
_CUT: Final = re.compile(f"{_OVERLONG}|{_SEAMS}")


def make_doc(nlp: Language, text: str) -> Doc:
    """Return the tokens of `text` as a document whose text is `text`, in time in step with its length."""
    if not _CUT.search(text):
        return nlp.make_doc(text)
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in _pieces(text):
        for token in nlp.make_doc(text[start:end]):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
    return Doc(nlp.vocab, words=words, spaces=spaces)


def _pieces(text: str) -> list[tuple[int, int]]:
    """Return what `text` is cut into (start, end exclusive): at the marks of Markdown, and overlong words."""
    cuts = [0]
    for word in _CUT.finditer(text):
        cuts.append(word.start())
        cuts.extend(piece.end() for piece in _PIECE.finditer(text, *word.span()))
    cuts.append(len(text))
    return [(start, end) for start, end in pairwise(cuts) if start < end]
