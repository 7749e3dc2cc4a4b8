"""Run as ``python -m sdd_impact``."""

from sdd_impact.cli import main

if __name__ == "__main__":
    main()
