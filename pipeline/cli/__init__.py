"""The commands. The only room that prints."""

from pipeline.cli.app import app, main

__all__ = ["app", "main"]
