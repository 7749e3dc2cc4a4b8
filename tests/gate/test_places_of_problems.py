"""Every problem has its place and what helps: a sample of each id, in which ``§`` marks where it must be found."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from gate.gate_play import FINGERPRINT, RECORD, REWORDED, Gate, gate, record, story
from gate.policy_play import on_main

from sdd_impact import config, documents
from sdd_impact.analysis.problem_list import PROBLEMS
from sdd_impact.config.keys import KEYS
from sdd_impact.errors import ConfigError

__all__ = ["gate"]

MARK = "§"
SIGN_OFF = "support-impact/sign-off/saved-search-recreate~1.yaml"
HEAD = 'version: 1\ncatalogue: "1.0"\nbranch: feature\nsummary: Failed payments are logged with other words\n'
SIGNERS = 'signers: {support: ["@maria"]}\n'
WAIVER = f"""\
version: 1
kind: waiver
question: saved-search-recreate
evidence:
  - {FINGERPRINT}
by: Maria Lind
on: 2026-01-05
reason: The search is retired in January anyway
owner: Maria Lind
expires: 2026-01-31
"""


def rows(cells: str, *, answer: str = '"yes"') -> str:
    """Return a checklist with one row, whose cells are given as lines of a flow mapping."""
    return f"{HEAD}questions:\n  saved-search-recreate:\n    answer: {answer}\n    rows:\n      - {cells}\n"


DONE = f"{{evidence: {FINGERPRINT}, new_pattern: charge failed, done_by: ticket, link: SUP-7}}"
SAME = "Support reads the same words in another list"


class Sample(NamedTuple):
    """A file with a problem at ``§``. ``main`` is what main has beside; ``command`` is run."""

    id: str
    text: str
    fix: str
    path: str = RECORD
    command: tuple[str, ...] = ("-v", "check")
    main: tuple[tuple[str, str], ...] = ()


VALIDATE = ("validate",)
SAMPLES = (
    Sample("checklist-missing", MARK, "sdd-impact generate"),
    Sample("checklist-stale", f'{HEAD}questions:\n  {MARK}saved-search-recreate:\n    answer: "yes"\n    rows: []\n', "sdd-impact generate"),
    Sample("evidence-gone", rows(f"{DONE}\n      - {MARK}{{evidence: ev-{'0' * 16}, new_pattern: charge failed, done_by: ticket, link: SUP-7}}"), "sdd-impact generate"),
    Sample("tool-answer-differs", f'{HEAD}answered:\n  logging-changed: {{answer: {MARK}"no", because: nothing}}\n', "sdd-impact generate"),
    Sample("trial-failed", rows(DONE.replace("charge failed", f"{MARK}all is well")), "correct the answer"),
    Sample("unsigned", rows(MARK + DONE), "sdd-impact sign", main=(("sdd-impact.yaml", SIGNERS),)),
    Sample("not-yaml", f"{HEAD}questions: [\n{MARK}", "mend this place"),
    Sample("duplicate-key", f"{HEAD}{MARK}summary: Another one\n", "delete one of the two"),
    Sample("newer-version", HEAD.replace("version: 1", f"version: {MARK}7"), "update sdd-impact"),
    Sample("schema", f"{HEAD}questions: {MARK}[1]\n", "the shape: sdd-impact schema checklist"),
    Sample("unknown-question", f'{HEAD}questions:\n  {MARK}saved-search-recreat: {{answer: "no"}}\n', "rename it to `saved-search-recreate`", command=VALIDATE),
    Sample("unknown-question", f'{HEAD}questions:\n  {MARK}cake-and-tea: {{answer: "no"}}\n', "the questions: sdd-impact explain", command=VALIDATE),
    Sample("unknown-key", f"{HEAD}{MARK}question: {{}}\n", "rename it to `questions`", command=VALIDATE),
    Sample("open-answer", rows(DONE, answer=f"{MARK}tbd"), "sdd-impact fill"),
    Sample("open-field", rows(DONE.replace("charge failed", f"{MARK}todo")), "sdd-impact fill"),
    Sample("open-field", rows(MARK + DONE.replace(", link: SUP-7", "")), "sdd-impact fill"),
    Sample("bad-choice", rows(DONE.replace("done_by: ", f"done_by: {MARK}my ")), "write one of: this branch | ticket"),
    Sample("bad-link", rows(DONE.replace("SUP-7", f"{MARK}javascript:x")), "write an address"),
    Sample("bad-date", WAIVER.replace("\non: ", f"\non: {MARK}monday "), "write it as 2026-11-30", SIGN_OFF, VALIDATE),
    Sample("reason-missing", HEAD + f'answered:\n  logging-changed: {{answer: "yes", override: {{answer: "no", reason: {MARK}x}}}}\n', "write override:"),
    Sample("repeated-answer", HEAD + f"""\
questions:
  api-contract: {{answer: "n-a", reason: {SAME}}}
  db-access: {{answer: "n-a", reason: {SAME}}}
  notify-sent: {{answer: "n-a", reason: {MARK}{SAME}}}
""", "say what is particular", command=VALIDATE),
    Sample("duplicate-row", rows(f"{DONE}\n      - {MARK}{DONE}"), "delete one of the two rows"),
    Sample("no-summary", HEAD.replace("summary: Failed payments are logged with other words", f'summary: {MARK}""'), "write one sentence after `summary:`"),
    Sample("waiver-expired", WAIVER.replace("expires: ", f"expires: {MARK}"), "answer the question (sdd-impact fill), or agree", SIGN_OFF, main=(("sdd-impact.yaml", SIGNERS),)),
    Sample("secret-staged", REWORDED + f'    {MARK}log.info("signed in with password %s", order.password)\n', "log an ID instead", "pay.py", ("validate", "--staged")),
    # The same ids of a sign-off's text.
    Sample("not-yaml", f"version: 1\nkind: [\n{MARK}", "mend this place", SIGN_OFF, VALIDATE),
    Sample("duplicate-key", f"{WAIVER}{MARK}owner: Maria Lind\n", "delete one of the two", SIGN_OFF, VALIDATE),
    Sample("newer-version", WAIVER.replace("version: 1", f"version: {MARK}7"), "update sdd-impact", SIGN_OFF, VALIDATE),
    Sample("schema", WAIVER.replace("kind: waiver", f"kind: {MARK}cake"), "the shape: sdd-impact schema sign-off", SIGN_OFF, VALIDATE),
    Sample("unknown-question", WAIVER.replace("question: ", f"question: {MARK}my-"), "the questions: sdd-impact explain", SIGN_OFF, VALIDATE),
    Sample("unknown-key", WAIVER + f"{MARK}branh: feature\n", "rename it to `branch`", SIGN_OFF, VALIDATE),
    Sample("open-field", WAIVER.replace("owner: ", f"owner: {MARK}tbd # "), "fill in `owner:`", SIGN_OFF, VALIDATE),
    Sample("reason-missing", WAIVER.replace("reason: ", f"reason: {MARK}tbd # "), "fill in `reason:`", SIGN_OFF, VALIDATE),
)  # fmt: skip


def place_of(text: str) -> str:
    """Return line and column of the mark, as they are printed."""
    before = text[: text.index(MARK)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def test_every_problem_has_a_sample() -> None:
    assert {each.id for each in SAMPLES} == {each.id for each in (*PROBLEMS, *documents.PROBLEMS)}


@pytest.mark.parametrize("sample", SAMPLES, ids=[f"{each.id}-{number}" for number, each in enumerate(SAMPLES)])
def test_a_problem_has_its_place_and_what_helps(sample: Sample, gate: Gate, tmp_path_factory: pytest.TempPathFactory) -> None:
    play = story(tmp_path_factory.mktemp("place"))
    if sample.main:
        on_main(play, dict(sample.main))
    if sample.text != MARK:
        play.write({sample.path: sample.text.replace(MARK, "")})
    if sample.path == SIGN_OFF and sample.command != VALIDATE:
        play.write({RECORD: record()})
    play.git("add", "-A")
    found = gate(play, *sample.command)
    lines = found.text.splitlines()
    begins = f"{sample.path}:{place_of(sample.text)}: {sample.id}: "
    told = [number for number, line in enumerate(lines) if line.startswith(begins)]
    assert told, f"{begins}\n{found.text}"
    assert lines[told[0] + 1].startswith(f"  fix: {sample.fix}"), found.text
    assert all(re.match(r"  fix: \S", after) for line, after in pairwise(lines) if re.match(r"\S+:\d+:\d+: [a-z-]+: ", line))


#: What does not fit any key, as YAML and as TOML.
MISFITS = (("[[[1]]]", "[[[1]]]"), ("{zz: {y: 1}}", "{zz = {y = 1}}"), ("-7", "-7"), ("[{zz: 1}]", "[{zz = 1}]"))


def load(text: str, path: str) -> ConfigError | None:
    """Return the error of a configuration."""
    try:
        config.load(text, path)
    except ConfigError as error:
        return error
    return None


@pytest.mark.parametrize("name", [key.name for key in KEYS])
def test_a_value_that_does_not_fit_has_its_place_in_both_notations(name: str) -> None:
    group, _, key = name.rpartition(".")
    refused = 0
    for yaml, toml in MISFITS:
        head = f"# a comment\n{group}:\n  " if group else "# a comment\n"
        in_yaml = load(f"{head}{key}: {yaml}\n", "sdd-impact.yaml")
        in_toml = load(f"[tool.sdd-impact{'.' + group if group else ''}]\n{key} = {toml}\n", "pyproject.toml")
        assert (in_yaml is None) == (in_toml is None)
        for error, line in ((in_yaml, 3 if group else 2), (in_toml, 2)):
            if error:
                refused += 1
                assert (error.line, bool(error.column), bool(error.file)) == (line, True, True)
                assert error.fix
    assert refused >= 4


def test_an_error_of_the_configuration_is_one_line_and_what_helps(gate: Gate, tmp_path: Path) -> None:
    play = story(tmp_path)
    play.write({"sdd-impact.yaml": "require: always\nrecords: [1]\n"})
    assert re.search(r"(?m)^sdd-impact: error: sdd-impact\.yaml:2:10: .+\n  fix: \S", gate(play, "check").text)
