"""Relation: which mention fills which role of which trigger, how certain, and according to whom."""
