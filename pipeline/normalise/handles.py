def handle(words: str) -> str | None:
    return words.strip("@\"'“”‘’ ") or None
