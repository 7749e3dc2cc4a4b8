"""sdd-impact: what does this change do to Support?"""

__version__ = "0.1.0"
