"""What does this change do to Support? The package behind the command `sdd-impact`."""

__version__ = "0.1.0"
