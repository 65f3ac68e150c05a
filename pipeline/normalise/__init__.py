"""From words to values: names, codes, counts, dates and reasons."""
