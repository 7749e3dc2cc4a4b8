"""SARIF, JUnit and GitLab's report: what their readers ask for, and what our documents become in them."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from reports.report_examples import CHECK, DOCUMENTS, FINDINGS, IMPACTS, PROBLEMS, REPORT

from sdd_impact import reports
from sdd_impact.commands._output import explained_kinds
from sdd_impact.model import Evidence, Location, Problem, QuestionState, Style, Unread, Verdict

STYLE = Style(version="1.2.3", explained=explained_kinds())
UNDETERMINED = Verdict("undetermined", "the merge-base is not in this clone")

WORDS = {"type": "string", "minLength": 1}
TEXT = {"type": "object", "required": ["text"], "additionalProperties": False, "properties": {"text": WORDS}}
HELP = TEXT | {"required": ["text", "markdown"], "properties": {"text": WORDS, "markdown": WORDS}}
LEVEL = {"enum": ["error", "warning", "note"]}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "additionalProperties": False,
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "additionalProperties": False,
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "additionalProperties": False,
                    "properties": {
                        "uri": {"type": "string", "pattern": "^[A-Za-z0-9._~/%:-]+$"},
                        "uriBaseId": {"const": "%SRCROOT%"},
                    },
                },
                "region": {
                    "type": "object",
                    "required": ["startLine"],
                    "additionalProperties": False,
                    "properties": {name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn", "endLine")},
                },
            },
        }
    },
}
#: The part of SARIF 2.1.0 that we write, narrower than the standard's own schema: what GitHub's code scanning requires is required.
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "columnKind", "originalUriBaseIds", "invocations", "results"],
                "additionalProperties": False,
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "additionalProperties": False,
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name", "version", "rules"],
                                "additionalProperties": False,
                                "properties": {
                                    "name": {"const": "sdd-impact"},
                                    "version": {"type": "string", "minLength": 1},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": [
                                                "id",
                                                "shortDescription",
                                                "fullDescription",
                                                "help",
                                                "defaultConfiguration",
                                            ],
                                            "additionalProperties": False,
                                            "properties": {
                                                "id": {"type": "string", "pattern": "^[a-z-]+$"},
                                                "shortDescription": TEXT,
                                                "fullDescription": TEXT,
                                                "help": HELP,
                                                "defaultConfiguration": {
                                                    "type": "object",
                                                    "additionalProperties": False,
                                                    "properties": {"level": LEVEL},
                                                },
                                                "properties": {
                                                    "type": "object",
                                                    "properties": {"tags": {"type": "array", "maxItems": 20, "uniqueItems": True}},
                                                },
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "originalUriBaseIds": {
                        "type": "object",
                        "additionalProperties": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {"description": TEXT},
                        },
                    },
                    "invocations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["executionSuccessful"],
                            "additionalProperties": False,
                            "properties": {
                                "executionSuccessful": {"type": "boolean"},
                                "toolExecutionNotifications": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "required": ["message"],
                                        "additionalProperties": False,
                                        "properties": {
                                            "level": LEVEL,
                                            "message": TEXT,
                                            "locations": {"type": "array", "items": LOCATION},
                                        },
                                    },
                                },
                            },
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
                            "additionalProperties": False,
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": LEVEL,
                                "message": TEXT,
                                "locations": {"type": "array", "minItems": 1, "maxItems": 1, "items": LOCATION},
                                "partialFingerprints": {
                                    "type": "object",
                                    "required": ["sddImpact/v1"],
                                    "additionalProperties": {"type": "string"},
                                },
                                "properties": {"type": "object"},
                            },
                        },
                    },
                },
            },
        },
    },
}


def shown_by(name: str) -> list[str]:
    """The examples that a format can show."""
    return [key for key, document in DOCUMENTS.items() if isinstance(document, reports.format_named(name).renders)]


def sarif(document: Any, style: Style = STYLE) -> Any:
    return json.loads(reports.render(document, "sarif", style))["runs"][0]


@pytest.mark.parametrize("name", [*shown_by("sarif"), "undetermined"])
def test_sarif_is_what_code_scanning_reads(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SARIF)
    log = json.loads(reports.render(DOCUMENTS.get(name, UNDETERMINED), "sarif", STYLE))
    jsonschema.validate(log, SARIF)
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    assert set(rules) == {result["ruleId"] for result in run["results"]}
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    for rule in run["tool"]["driver"]["rules"]:
        assert f"sdd-impact explain {rule['id']}" in rule["help"]["text"]
        assert all(len(rule[part]["text"]) <= 1024 for part in ("shortDescription", "fullDescription"))
    prints = [result["partialFingerprints"]["sddImpact/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


def test_sarif_levels_are_those_of_the_gate() -> None:
    seen = {result["ruleId"]: result["level"] for result in sarif(CHECK)["results"]}
    assert seen == {"open-field": "error", "evidence-gone": "note", "saved-search-broken": "warning"}
    assert {result["ruleId"]: result["level"] for result in sarif(FINDINGS)["results"]} == {
        "saved-search-broken": "warning", "error-message-new": "warning", "data-migrated": "note"
    }  # fmt: skip


def test_sarif_explains_its_rules() -> None:
    rule = sarif(CHECK)["tool"]["driver"]["rules"][0]
    kind = next(each for each in explained_kinds() if each.id == "open-field")
    assert rule["shortDescription"]["text"] == kind.title
    assert kind.why in rule["help"]["text"]
    assert kind.fix in rule["help"]["markdown"]
    # Without the explanations it is a valid log all the same.
    assert sarif(CHECK, Style())["tool"]["driver"]["rules"][0]["shortDescription"]["text"] == "open-field"


def test_ids_are_explained_once() -> None:
    ids = [each.id for each in explained_kinds()]
    assert len(set(ids)) == len(ids)


def test_sarif_says_what_was_not_checked_and_that_there_is_no_verdict() -> None:
    notices = sarif(FINDINGS)["invocations"][0]["toolExecutionNotifications"]
    assert [notice["message"]["text"] for notice in notices] == ["not checked: minified", "not checked: does not parse"]
    invocation = sarif(UNDETERMINED)["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == UNDETERMINED.reason
    assert sarif(DOCUMENTS["passed"])["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize(
    ("path", "artifact"),
    [
        ("a b/ü.py", {"uri": "a%20b/%C3%BC.py", "uriBaseId": "%SRCROOT%"}),
        ("a\udcff.py", {"uri": "a%FF.py", "uriBaseId": "%SRCROOT%"}),
        ("x:y#z?.py", {"uri": "x%3Ay%23z%3F.py", "uriBaseId": "%SRCROOT%"}),
        ("/srv/searches.conf", {"uri": "file:///srv/searches.conf"}),
        ("../searches.conf", {"uri": "../searches.conf", "uriBaseId": "%SRCROOT%"}),
    ],
)
def test_sarif_encodes_paths(path: str, artifact: dict[str, str]) -> None:
    document = FINDINGS._replace(not_checked=(Unread(path, "binary"),))
    place = sarif(document)["invocations"][0]["toolExecutionNotifications"][0]["locations"][0]
    assert place["physicalLocation"]["artifactLocation"] == artifact


def test_what_stands_at_the_base_only_has_no_line_of_the_branch() -> None:
    gone = IMPACTS[0]._replace(evidence=Evidence(Location("a.py", 90), "x", "gone", "before"))
    place = sarif(FINDINGS._replace(impacts=(gone,)))["results"][0]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 1}


def test_fingerprints_hold_no_line_and_differ_among_equals() -> None:
    one = PROBLEMS[0]
    moved = one._replace(location=one.location._replace(line=one.location.line + 7), message="`new_pattern` is still open")

    def prints(*problems: Problem) -> list[str]:
        found = sarif(CHECK._replace(problems=problems, questions=()))["results"]
        return [result["partialFingerprints"]["sddImpact/v1"] for result in found]

    assert prints(one) == prints(moved)
    first, second = prints(one, moved)
    assert second == f"{first}-2"
    assert prints(one._replace(question="error-messages")) != prints(one)


# --- GitLab ------------------------------------------------------------------------------------------------------

GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "pattern": "^[a-z-]+$"},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)."},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    },
}


@pytest.mark.parametrize("name", [*shown_by("gitlab"), "undetermined"])
def test_gitlab_gets_what_its_page_asks_for(name: str) -> None:
    issues = json.loads(reports.render(DOCUMENTS.get(name, UNDETERMINED), "gitlab", STYLE))
    jsonschema.validate(issues, GITLAB)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_gitlab_severities() -> None:
    issues = json.loads(reports.render(CHECK, "gitlab", STYLE))
    assert [(issue["check_name"], issue["severity"]) for issue in issues] == [
        ("open-field", "blocker"), ("evidence-gone", "minor"), ("saved-search-broken", "major")
    ]  # fmt: skip
    assert json.loads(reports.render(DOCUMENTS["passed"], "gitlab", STYLE)) == []
    assert [issue["severity"] for issue in json.loads(reports.render(UNDETERMINED, "gitlab", STYLE))] == ["blocker"]


# --- JUnit -------------------------------------------------------------------------------------------------------

#: Of each element, as Jenkins' schema has them: the attributes it must have, those it may have, and what may stand in it.
JUNIT: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": (set(), {"name", "time", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors"},
        {"skipped", "time", "timestamp", "hostname", "id", "package", "group"},
        {"testcase", "properties", "system-out", "system-err"},
    ),
    "testcase": ({"name"}, {"time", "classname", "group"}, {"skipped", "error", "failure", "system-out", "system-err"}),
    "failure": (set(), {"type", "message"}, set()),
    "error": (set(), {"type", "message"}, set()),
    "skipped": (set(), {"type", "message"}, set()),
    "system-out": (set(), set(), set()),
}


def junit(document: Any) -> ET.Element:
    return ET.fromstring(reports.render(document, "junit", STYLE))


def cases(document: Any) -> dict[str, str]:
    """Of each test case what became of it."""
    found = {}
    for case in junit(document).iter("testcase"):
        inner = next((each.tag for each in case if each.tag != "system-out"), "passed")
        assert str(case.get("name")) not in found
        found[str(case.get("name"))] = inner
    return found


@pytest.mark.parametrize("name", [*shown_by("junit"), "undetermined"])
def test_junit_keeps_to_the_narrowest_schema(name: str) -> None:
    root = junit(DOCUMENTS.get(name, UNDETERMINED))
    assert root.tag == "testsuites"
    for element in root.iter():
        must, may, inside = JUNIT[element.tag]
        assert must <= set(element.attrib) <= must | may
        assert {each.tag for each in element} <= inside
        assert re.fullmatch(r"\d*(\.\d*)?", element.get("time", ""))
    suite = root[0]
    counted = {tag: sum(1 for _ in suite.iter(tag)) for tag in ("testcase", "failure", "error", "skipped")}
    assert [suite.get(key) for key in ("tests", "failures", "errors", "skipped")] == [str(each) for each in counted.values()]


def test_junit_cases() -> None:
    assert cases(CHECK) == {
        "verdict": "failure", "saved-search-recreate": "failure", "error-messages": "passed", "logging-changed": "passed"
    }  # fmt: skip
    assert cases(DOCUMENTS["passed"]) == {"verdict": "passed"}
    assert cases(UNDETERMINED) == {"verdict": "error"}


@pytest.mark.parametrize(
    ("state", "severity", "becomes"),
    [
        ("open", "block", "failure"),
        ("stale", "block", "failure"),
        ("unsigned", "block", "failure"),
        ("open", "warn", "skipped"),
        ("waived", "block", "skipped"),
        ("answered", "block", "passed"),
        ("answered-by-tool", "auto", "passed"),
    ],
)
def test_junit_states(state: Any, severity: Any, becomes: str) -> None:
    document = Verdict("passed", "passed", questions=(QuestionState("q", severity, state),))
    assert cases(document)["q"] == becomes


def test_junit_names_what_was_not_asked_and_problems_without_a_question() -> None:
    asked = {state.id for state in CHECK.questions}
    found = cases(REPORT)
    others = [question.id for question in REPORT.catalogue.questions if question.id not in asked]
    assert others
    assert {found[each] for each in others} == {"skipped"}
    problem = Problem(Location("x.yaml", 1), "checklist-missing", "no checklist", "sdd-impact generate")
    assert cases(CHECK._replace(problems=(problem, problem)))["checklist-missing"] == "failure"
    two = junit(CHECK._replace(problems=(problem, problem))).find("testsuite/testcase[@name='checklist-missing']/failure")
    assert two is not None
    assert two.get("message") == "no checklist (and 1 more)"
    assert str(two.text).count("fix: sdd-impact generate") == 2
