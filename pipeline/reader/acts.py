"""Which action is told of which unit: of the likely ones those that fit each other."""

from __future__ import annotations

from typing import Final

from pipeline.reader.decode import Reading
from pipeline.tables import load_table

#: kind of fact -> unit -> the actions that fit it.
_FITTING: Final[dict[str, dict[str, list[str]]]] = load_table("acts")


def action_and_unit(reading: Reading, named: str | None) -> tuple[str, str]:
    """Return the action of a trigger and the unit it is done to: of what is likely, what fits each other.

    Args:
        reading: the trigger; where its likelihoods are not known its classes stay as they are.
        named: the unit that words beside it name, which the action has to fit, or null.
    """
    action, unit = reading.classes["action"], reading.classes["unit"]
    fitting = _FITTING.get(reading.kind, {})
    actions, units = (reading.log_likelihoods.get(name, {}) for name in ("action", "unit"))
    if named in fitting:
        fit = [one for one in fitting[named] if one in actions]
        return max(fit, key=actions.__getitem__, default=action), str(named)
    pairs = [(one, other) for other in fitting if other in units for one in fitting[other] if one in actions]
    if unit not in fitting or not pairs:
        return action, unit
    return max(pairs, key=lambda pair: actions[pair[0]] + units[pair[1]])
