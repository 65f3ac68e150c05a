"""Recognition: triggers, names and all other mentions that a fact can be made of."""
