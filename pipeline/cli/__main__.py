"""``python -m pipeline.cli``: the commands without an installed script."""

from pipeline.cli.app import main

main()
