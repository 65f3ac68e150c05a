"""ISO codes, from the tables that pycountry ships."""

from __future__ import annotations

from functools import lru_cache

import pycountry


@lru_cache(maxsize=1024)
def is_country(code: str) -> bool:
    """Say whether `code` is an ISO 3166-1 alpha-2 code, upper case ("XK", Kosovo, is in use and passes)."""
    return code == "XK" or (code.isupper() and pycountry.countries.get(alpha_2=code) is not None)


@lru_cache(maxsize=1024)
def is_language(code: str) -> bool:
    """Say whether `code` is an ISO 639-1 code, lower case."""
    return code.islower() and pycountry.languages.get(alpha_2=code) is not None
