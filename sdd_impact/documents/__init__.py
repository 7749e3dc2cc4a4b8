"""The checklist's life: the catalogue of questions, writing, reading, validating, filling, signing."""

from __future__ import annotations

from sdd_impact.documents.catalogue import catalogue
from sdd_impact.documents.cells import shown_cells
from sdd_impact.documents.reading import read_checklist
from sdd_impact.documents.safe_writing import write_text_safely
from sdd_impact.documents.slugs import record_path, slug
from sdd_impact.documents.validating import validate
from sdd_impact.documents.writing import write_checklist

__all__ = [
    "catalogue",
    "read_checklist",
    "record_path",
    "shown_cells",
    "slug",
    "validate",
    "write_checklist",
    "write_text_safely",
]
