"""``python -m tousu`` is ``tousu``."""

from tousu.cli import main

main()
