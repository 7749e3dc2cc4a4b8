"""The checklist's life: the catalogue of questions, writing, reading, validating, filling, signing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sdd_impact.documents.catalogue import catalogue
from sdd_impact.documents.slugs import record_path, slug

if TYPE_CHECKING:
    from sdd_impact.documents.cells import evidence_text, shown_cells, with_fresh_cells
    from sdd_impact.documents.filling import Update, set_answers
    from sdd_impact.documents.needs import needed_cells, needed_fields
    from sdd_impact.documents.problem_list import PROBLEMS
    from sdd_impact.documents.reading import read_checklist
    from sdd_impact.documents.safe_writing import write_text_safely
    from sdd_impact.documents.signing import answer_digest, expired, read_sign_off, sign_off_path, write_sign_off
    from sdd_impact.documents.validating import validate
    from sdd_impact.documents.values import flaw
    from sdd_impact.documents.writing import write_checklist

#: What is imported when it is first asked for: most branches ask nothing, and then no record is read or written.
_LATE = {
    "PROBLEMS": "problem_list",
    "Update": "filling",
    "answer_digest": "signing",
    "evidence_text": "cells",
    "expired": "signing",
    "flaw": "values",
    "needed_cells": "needs",
    "needed_fields": "needs",
    "read_checklist": "reading",
    "read_sign_off": "signing",
    "set_answers": "filling",
    "shown_cells": "cells",
    "sign_off_path": "signing",
    "validate": "validating",
    "with_fresh_cells": "cells",
    "write_checklist": "writing",
    "write_sign_off": "signing",
    "write_text_safely": "safe_writing",
}


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)


__all__ = [
    "PROBLEMS",
    "Update",
    "answer_digest",
    "catalogue",
    "evidence_text",
    "expired",
    "flaw",
    "needed_cells",
    "needed_fields",
    "read_checklist",
    "read_sign_off",
    "record_path",
    "set_answers",
    "shown_cells",
    "sign_off_path",
    "slug",
    "validate",
    "with_fresh_cells",
    "write_checklist",
    "write_sign_off",
    "write_text_safely",
]
