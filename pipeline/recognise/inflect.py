"""Inflections of English verbs by the regular spelling rules."""

from __future__ import annotations

from collections.abc import Mapping

_VOWELS = "aeiou"


def inflect(lemma: str, irregular: Mapping[str, object]) -> dict[str, set[str]]:
    """Return the forms of a verb: surface form -> names of the forms it can be.

    Args:
        lemma: the base form ("suspend").
        irregular: what the rules cannot know: ``past``, ``part``, ``s``, ``ing`` as words, and
            ``double: True`` where the last consonant doubles ("banned").

    Returns:
        Surface forms with form names out of ``base``, ``s``, ``past``, ``part`` and ``ing``;
        ``{"suspended": {"past", "part"}, ...}``.
    """
    stem = lemma + lemma[-1] if irregular.get("double") else lemma
    past = str(irregular.get("past") or _suffixed(stem, "ed"))
    forms = {
        "base": lemma,
        "s": str(irregular.get("s") or _third_person(lemma)),
        "past": past,
        "part": str(irregular.get("part") or past),
        "ing": str(irregular.get("ing") or _suffixed(stem, "ing")),
    }
    surfaces: dict[str, set[str]] = {}
    for name, surface in forms.items():
        surfaces.setdefault(surface, set()).add(name)
    return surfaces


def _suffixed(stem: str, suffix: str) -> str:
    if stem.endswith("e") and (suffix == "ed" or not stem.endswith("ee")):
        return stem[:-1] + suffix
    if suffix == "ed" and stem.endswith("y") and stem[-2] not in _VOWELS:
        return stem[:-1] + "ied"
    return stem + suffix


def _third_person(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"
