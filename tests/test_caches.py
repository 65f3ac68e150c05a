"""Every cache that can be asked about words of articles has a bound, or a long run would fill the memory."""

import importlib
import inspect
import pkgutil
from functools import _lru_cache_wrapper

import pytest

import pipeline

#: Asked only about names that the code itself gives: of tables, of keys and lists in them, of templates.
NAMED_BY_CODE = {
    "pipeline.normalise.date_grammar._reader",
    "pipeline.normalise.dsa._pattern",
    "pipeline.normalise.names._phrases",
    "pipeline.normalise.names._words",
    "pipeline.normalise.reasons._cues",
    "pipeline.read.byline._label_pattern",
    "pipeline.recognise.names._words",
    "pipeline.tables.load_table",
    "pipeline.write.ftm_graph._properties",
}
#: What needs an extra (torch, Ray), or starts the program.
NOT_IMPORTED = ("pipeline.train", "pipeline.run.cluster", "pipeline.run.connect", "pipeline.cli.__main__")


def _caches():
    """Give the name of each cached function and method of the package, with the function."""
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if module.name.startswith(NOT_IMPORTED):
            continue
        content = vars(importlib.import_module(module.name))
        classes = [value for value in content.values() if inspect.isclass(value)]
        for members in (content, *map(vars, classes)):
            for value in members.values():
                if isinstance(value, _lru_cache_wrapper) and value.__module__ == module.name:
                    yield f"{module.name}.{value.__qualname__}", value


CACHES = dict(_caches())
WITHOUT_BOUND = {
    name
    for name, cached in CACHES.items()
    if cached.cache_parameters()["maxsize"] is None and inspect.signature(cached).parameters
}


def test_the_caches_are_found():
    assert "pipeline.knowledge.names.name_words" in CACHES
    assert "pipeline.tables.load_table" in WITHOUT_BOUND


@pytest.mark.parametrize("name", sorted(WITHOUT_BOUND))
def test_a_cache_without_bound_is_asked_only_about_names_in_the_code(name):
    assert name in NAMED_BY_CODE


def test_the_caches_that_the_list_excuses_exist():
    assert WITHOUT_BOUND >= NAMED_BY_CODE
