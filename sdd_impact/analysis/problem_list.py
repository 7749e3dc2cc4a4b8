"""The closed list of problems that the gate itself reports; those of a checklist's text are in ``documents``."""

from __future__ import annotations

from sdd_impact.model import ProblemKind

PROBLEMS: tuple[ProblemKind, ...] = (
    ProblemKind(
        "checklist-missing",
        "The branch has no checklist, and it needs one",
        "The branch changes something that Support would notice, and at least one question can only be answered by a person. A record "
        "that was merged earlier, or that belongs to another branch, does not count.",
        "sdd-impact generate",
    ),
    ProblemKind(
        "checklist-stale",
        "The checklist does not know evidence that is in the branch now",
        "The branch was changed after its checklist was written, or a row was deleted. Only the new rows have to be answered.",
        "sdd-impact generate",
    ),
    ProblemKind(
        "evidence-gone",
        "The checklist answers something that the branch no longer does",
        "The hand-over is made of the records, so a row about something that is gone would mislead Support.",
        "sdd-impact generate",
    ),
    ProblemKind(
        "tool-answer-differs",
        "The record has another answer of the tool than the branch",
        "The branch was changed after its checklist was written, or the answer was edited by hand. The hand-over is made of the records.",
        'sdd-impact generate; to overrule the tool, write override: {answer: "…", reason: "…"} behind its answer.',
    ),
    ProblemKind(
        "trial-failed",
        "An answer was tried, and it does not hold",
        "A new pattern must match the new log line; a query must match a statement of the branch; what is said to be masked must not be found "
        "again.",
        "Correct the answer at the place named.",
    ),
    ProblemKind(
        "unsigned",
        "The answer is an exception that needs somebody's word",
        "Support has to work with it, so Support agrees to it. Only exceptions need this, and only where the policy names signers.",
        "sdd-impact sign",
    ),
)
