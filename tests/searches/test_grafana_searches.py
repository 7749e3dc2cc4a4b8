"""Grafana's dashboards and alert rules: samples, both schemas, exports of the HTTP API, hostile input."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searches.search_wording import as_expected, wording
from searches.test_searches_pages import example

from sdd_impact.model import SavedSearch, Source
from sdd_impact.searches import candidates, read

HERE = Path(__file__).parent / "grafana"
DASHBOARD = (HERE / "shop-dashboard.json").read_bytes()


def searches(document: Any, path: str = "dashboard.json") -> tuple[SavedSearch, ...]:
    """What is read in a JSON document."""
    found = read(Source(path, json.dumps(document).encode()), "grafana")
    assert found.unread == ()
    return found.searches


@pytest.mark.parametrize(
    "sample", sorted(each for each in HERE.iterdir() if each.suffix != ".json"), ids=lambda sample: sample.stem
)
def test_samples(sample: Path) -> None:
    as_expected(read(Source(f"ops/{sample.name}", sample.read_bytes()), "grafana"), sample.read_text())


def test_the_example_of_the_page() -> None:
    (search,) = read(Source("alerts.yaml", example("grafana").encode()), "grafana").searches
    assert (search.name, search.owner, search.alert) == ("Password resets", "support-l2", True)
    assert search.parts == ("PasswordReset", "password reset")


def test_a_dashboard() -> None:
    found = read(Source("ops/dashboards/shop.json", DASHBOARD), "grafana").searches
    assert [(each.name, each.location.line, each.alert, wording(each.query)) for each in found] == [
        ("Shop / Deployments", 11, False, 'from({app="deploy"}) & substring"rolled out"'),
        (
            "Shop / By user",
            22,
            False,
            'from({app=~"$app"}) & substring"user=${user}" & from(|~ "$search") & from(level=~"$level")',
        ),
        ("Shop / By user (Errors)", 23, False, 'from({app="shop"}) & substring"second"'),
        ("Shop / By user (A)", 32, False, 'from({app="shop"})'),
        ("Shop / Old alert", 41, True, 'from({app="shop"}) & substring"old"'),
        ("Shop / Kibana", 47, False, 'message:word~"login failed"'),
        ("Shop / Kibana (B)", 48, False, 'level=error & word~"foo"'),
        ("Shop / AWS", 56, False, "/gone/"),
    ]
    assert {each.owner for each in found} == {"support-l2"}


TARGET = {"refId": "A", "expr": '{app="shop"} |= "gone"'}
PANEL = {"title": "P", "datasource": {"type": "loki"}, "targets": [TARGET]}
RULE = {"title": "R", "data": [{"refId": "A", "datasourceUid": "loki-1", "model": TARGET}]}


@pytest.mark.parametrize(
    ("document", "name", "alert"),
    [
        ({"dashboard": {"title": "D", "panels": [PANEL]}, "meta": {"slug": "d"}}, "D / P", False),
        ({"title": "D", "rows": [{"title": "R", "panels": [PANEL]}]}, "D / P", False),
        (
            {
                "apiVersion": "dashboard.grafana.app/v2beta1",
                "spec": {
                    "title": "D",
                    "elements": {
                        "panel-1": {
                            "kind": "Panel",
                            "spec": {
                                "title": "P",
                                "data": {
                                    "kind": "QueryGroup",
                                    "spec": {
                                        "queries": [
                                            {
                                                "kind": "PanelQuery",
                                                "spec": {
                                                    "query": {
                                                        "kind": "DataQuery",
                                                        "group": "loki",
                                                        "spec": {"expr": TARGET["expr"]},
                                                    },
                                                    "refId": "A",
                                                },
                                            }
                                        ]
                                    },
                                },
                            },
                        }
                    },
                },
            },
            "D / P",
            False,
        ),
        ({"name": "Library", "model": PANEL}, "P", False),
        ([RULE], "R", True),
        ({"Folder": [{"name": "g", "rules": [{"expr": "", "labels": {}, "grafana_alert": RULE}]}]}, "R", True),
        ({"apiVersion": 1, "groups": [{"rules": [RULE]}]}, "R", True),
    ],
    ids=["api", "rows", "v2", "library panel", "provisioning api", "ruler api", "file"],
)
def test_every_way_to_export(document: Any, name: str, alert: bool) -> None:
    (search,) = searches(document)
    assert (search.name, search.alert, wording(search.query)) == (name, alert, 'from({app="shop"}) & substring"gone"')


def test_dashboards_in_yaml() -> None:
    inside = json.dumps({"title": "D", "panels": [PANEL]}, indent=2)
    indented = "".join(f"    {line}\n" for line in inside.split("\n"))
    text = f"kind: ConfigMap\ndata:\n  d.json: |\n{indented}"
    (search,) = read(Source("dashboards.yaml", text.encode()), "grafana").searches
    assert (search.name, text.split("\n")[search.location.line - 1].strip()) == ("D / P", "{")
    assert '"refId"' in text.split("\n")[search.location.line]
    quoted = f"kind: GrafanaDashboard\nspec:\n  json: {json.dumps(json.dumps({'title': 'D', 'panels': [PANEL]}))}\n"
    (search,) = read(Source("dashboard.yaml", quoted.encode()), "grafana").searches
    assert (search.name, search.location.line) == ("D / P", 3)


def test_other_data_sources_are_passed_over() -> None:
    for datasource in ({"type": "prometheus"}, {"type": "tempo"}, "Prometheus", {"uid": "__expr__"}, {"type": "loki"}):
        for expression in ("up > 0", 'rate(http_total{app="x"}[5m])', ""):
            panel = {"title": "loki", "datasource": datasource, "targets": [{"refId": "A", "expr": expression}]}
            assert searches({"title": "D", "panels": [panel]}) == ()
    unknown = {"title": "P", "datasource": "Logs", "targets": [{"refId": "A", "expr": '{app="x"} |= "y"'}]}
    assert len(searches({"title": "D", "panels": [unknown]})) == 1


def test_a_query_that_loki_refuses_is_open() -> None:
    panel = {"title": "P", "datasource": {"type": "loki"}, "targets": [{"refId": "A", "expr": '{app="x"} |= "\\d"'}]}
    (search,) = searches({"title": "D", "panels": [panel]})
    assert wording(search.query) == '?({app="x"} |= "\\d")'


def test_candidates_and_silence() -> None:
    paths = ("grafana/x.json", "ops/dashboards/a.json", "shop-dashboard.json", "alerts/a.yml", "package.json", "tsconfig.json")
    assert set(candidates(paths)) == set(paths[:4])
    for text in ('{"a": [', '{"panels": [', "a: [", "loki: {a: {{ .Values }}", '{"expr": "loki"}', '"x"', "[1, 2]"):
        assert read(Source("grafana/a.json", text.encode()), "grafana") == ((), ())


def test_a_broken_dashboard_is_unread() -> None:
    found = read(Source("grafana/a.json", DASHBOARD[:-20]), "grafana")
    assert found.searches == ()
    assert [each.line for each in found.unread] == [DASHBOARD[:-20].count(b"\n") + 1]


def test_a_large_file_is_quick() -> None:
    document = {"title": "D", "panels": [{**PANEL, "title": f"P{n}", "fieldConfig": {"a": ["b"] * 5}} for n in range(3_500)]}
    data = json.dumps(document, indent=1).encode()
    begun = time.process_time()
    assert len(read(Source("grafana/a.json", data), "grafana").searches) == 3_500
    assert time.process_time() - begun < 60


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(DASHBOARD)), st.integers(0, 60), st.binary(max_size=12))
def test_reading_never_raises(at: int, length: int, put: bytes) -> None:
    read(Source("grafana/a.json", DASHBOARD[:at] + put + DASHBOARD[at + length :]), "grafana")


RESOURCES = (HERE / "rules.tf").read_bytes()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(RESOURCES)), st.integers(0, 40), st.binary(max_size=8))
def test_reading_terraform_never_raises(at: int, length: int, put: bytes) -> None:
    read(Source("a.tf", RESOURCES[:at] + put + RESOURCES[at + length :]), "grafana")


KEYS = st.sampled_from(
    [
        "title",
        "panels",
        "targets",
        "expr",
        "datasource",
        "data",
        "model",
        "grafana_alert",
        "alert",
        "type",
        "tags",
        "uid",
        "kind",
        "spec",
    ]
)
VALUES = st.recursive(
    st.sampled_from([None, True, 1, "loki", "$x", '{a="b"} |= "c"', ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=60, deadline=None)
@given(VALUES)
def test_any_shape_is_read(value: Any) -> None:
    read(Source("grafana/a.json", json.dumps({"title": "loki expr", "panels": value}).encode()), "grafana")


def _provisioned(model: str) -> str:
    inner = "".join(f"              {line}\n" for line in model.splitlines())
    return (
        "apiVersion: 1\ngroups:\n  - name: a\n    folder: f\n    rules:\n      - uid: x\n        title: Failed\n        data:\n"
        f"          - refId: A\n            datasourceUid: P1234\n            model:\n{inner}"
    )


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("timeField: '@timestamp'\nbucketAggs: []\nquery: 'message:\"a b\" AND level:error'", 'message:word~"a b" & level=error'),
        ("timeField: '@timestamp'\nbucketAggs: []\nquery: 'message:\"$word\"'", '?(message:"$word")'),
        ("queryMode: Logs\nexpression: 'filter @message like \"a b\" | stats count()'", 'substring"a b"'),
        (
            "datasource: {type: elasticsearch, uid: x}\nqueryType: esql\nquery: 'FROM app | WHERE message LIKE \"*a b*\"'",
            'from(FROM app) & message:substring"a b"',
        ),
    ],
)
def test_rules_whose_source_only_their_keys_tell(model: str, expected: str) -> None:
    (search,) = read(Source("grafana/provisioning/alerting/rules.yaml", _provisioned(model).encode())).searches
    assert (search.name, search.alert, wording(search.query)) == ("Failed", True, expected)


def test_a_rule_of_terraform_on_elasticsearch() -> None:
    text = """resource "grafana_rule_group" "x" {
  rule {
    name = "Failed"
    data {
      datasource_uid = "P1"
      model = jsonencode({ query = "message:\\"a b\\"", bucketAggs = [], timeField = "@timestamp" })
    }
  }
}
"""
    (search,) = read(Source("infra/g.tf", text.encode())).searches
    assert (search.format, search.name, wording(search.query)) == ("grafana", "Failed", 'message:word~"a b"')
