"""Vector: conditions and programs in its remap language (VRL), and the configuration that holds them."""

from sdd_impact.searches._vector.conditions import condition
from sdd_impact.searches._vector.program import Step, program
from sdd_impact.searches._vector.transforms import Asked, asked

__all__ = ["Asked", "Step", "asked", "condition", "program"]
