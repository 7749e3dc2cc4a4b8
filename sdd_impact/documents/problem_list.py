"""The closed list of problems that a checklist's or a sign-off's text can have."""

from __future__ import annotations

from sdd_impact.model import ProblemKind

PROBLEMS: tuple[ProblemKind, ...] = (
    ProblemKind(
        "not-yaml",
        "The file is not YAML",
        "A quotation mark that is not closed, a tab, a merge conflict: the file cannot be read at all, so nothing in it counts.",
        "Mend the place named. A text with `: `, ` #` or a special character at its beginning needs quotes.",
    ),
    ProblemKind(
        "duplicate-key",
        "A key stands twice",
        "Most readers of YAML keep the last one without a word, so one of two answers would be lost.",
        "Delete one of the two.",
    ),
    ProblemKind(
        "newer-version",
        "The file was written by a newer sdd-impact",
        "This version does not know what the file may say, and does not guess.",
        "Update sdd-impact.",
    ),
    ProblemKind(
        "schema",
        "The file has another shape than a checklist or a sign-off",
        "A list where a text is expected, a missing `branch:`, evidence that was typed by hand: it cannot be told what was answered.",
        "Write it as the message says, or have it written anew: sdd-impact generate. The shape: sdd-impact schema checklist.",
    ),
    ProblemKind(
        "unknown-question",
        "The catalogue has no such question",
        "A mistyped id answers nothing. A question of a newer catalogue is kept, and does no harm.",
        "Write the id as `sdd-impact explain` lists it.",
    ),
    ProblemKind(
        "unknown-key",
        "A key looks like a mistyped one",
        "Keys of your own are kept and do no harm, but one that is nearly a known one is probably an answer that would not be read.",
        "Rename the key as the message says.",
    ),
    ProblemKind(
        "open-answer",
        "A question has no answer",
        "Empty, a placeholder such as `tbd`, or a copy of the question: nobody has answered it yet.",
        "sdd-impact fill",
    ),
    ProblemKind(
        "open-field",
        "A field that the answer needs is open",
        "Empty, a placeholder, or too short to be of use to the person in Support who will read it.",
        "sdd-impact fill",
    ),
    ProblemKind(
        "bad-choice",
        "The answer is none of those to choose from",
        "Sign-offs and the hand-over depend on the exact word.",
        "Write one of the words that the message lists.",
    ),
    ProblemKind(
        "bad-link",
        "This is no link",
        "Somebody will want to follow it: an address, a path in the repository, or a ticket.",
        "Write an address (https://…), a path with a slash or a suffix, or a ticket (SUP-412, #412).",
    ),
    ProblemKind(
        "bad-date",
        "This is no date",
        "A date is compared with today, so it must be one.",
        "Write it as year, month and day: 2026-11-30.",
    ),
    ProblemKind(
        "reason-missing",
        "An exception has no reason",
        "`n-a`, or an answer of the tool that was overridden, counts only with the reason in a sentence.",
        "Add `reason:` with one sentence.",
    ),
    ProblemKind(
        "repeated-answer",
        "The same sentence answers three questions",
        "A sentence that fits everywhere usually says nothing. Each question from the third on is named.",
        "Say for each question what is particular to it.",
    ),
    ProblemKind(
        "duplicate-row",
        "Two rows answer the same evidence",
        "It cannot be told which of them is meant.",
        "Delete one of the two rows.",
    ),
    ProblemKind(
        "no-summary",
        "The checklist has no summary",
        "The hand-over to Support begins with it: one sentence about what changes.",
        "Write one sentence after `summary:`.",
    ),
    ProblemKind(
        "waiver-expired",
        "A waiver has expired",
        "A waiver is an exception for a time, and its time is over.",
        "Answer the question now, or agree on a new waiver.",
    ),
    ProblemKind(
        "secret-staged",
        "A log line of this commit prints a secret",
        "Whoever reads the log can use it, and so can whoever reads the history once it is committed.",
        "Log an ID, or mask the value. A key that stands in the text itself must be made invalid, too. `sdd-impact validate --staged` asks this.",
    ),
)
