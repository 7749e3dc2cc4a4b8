"""What Splunk's REST interface gives: saved searches, macros and event types as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from searches.search_wording import wording

from sdd_impact.model import Reading, Source
from sdd_impact.searches import candidates, companions, read

API = "https://splunk.example.org:8089/servicesNS"


def entry(
    name: str, search: str | None, kind: str = "saved/searches", owner: str = "nobody", app: str = "shop", **content: Any
) -> dict[str, Any]:
    """An entry as Splunk 9 gives it, with the settings that matter here and some that do not."""
    return {
        "name": name,
        "id": f"{API}/{owner}/{app}/{kind}/{name.replace(' ', '%20')}",
        "updated": "1970-01-01T00:00:00+00:00",
        "links": {"alternate": f"/servicesNS/{owner}/{app}/{kind}/x", "list": "…"},
        "author": owner,
        "acl": {"app": app, "owner": owner, "sharing": "app", "perms": {"read": ["*"], "write": ["admin"]}, "removable": True},
        "content": {
            **({} if search is None else {"search": search}),
            **({"alert_type": "always", "alert_condition": "", "actions": "", "action.email": False, "is_scheduled": False, "disabled": False,
                "dispatch.earliest_time": None, "eai:acl": None} if kind == "saved/searches" else {}),
            **content,
        },
    }  # fmt: skip


def answer(*entries: dict[str, Any], total: int | None = None, indent: int | None = None, **more: Any) -> str:
    """The whole answer."""
    whole = {
        "links": {"create": "/servicesNS/nobody/shop/saved/searches/_new"},
        "origin": f"{API}/-/shop/saved/searches",
        "updated": "2026-02-03T04:05:06+01:00",
        "generator": {"build": "abc", "version": "9.4.0"},
        "entry": list(entries),
        "paging": {"total": len(entries) if total is None else total, "perPage": 30, "offset": 0},
        "messages": [],
        **more,
    }
    return json.dumps(whole, indent=indent)


def exported(text: str, path: str = "ops/saved_searches.json") -> Reading:
    return read(Source(path, text.encode()))


def test_owner_alert_place_and_age() -> None:
    reset = entry(
        "Password reset",
        'index=app "PasswordReset" | rex "email: (?<email>\\S+)"',
        owner="support-l2",
        alert_type="number of events",
    )
    late = entry("Late orders", "order late", disabled=True)
    mailed = entry("Mailed", "refund lost", is_scheduled=True, actions="email")
    text = answer(reset, late, mailed, indent=1)
    found = exported(text)
    assert found.unread == ()
    assert [(each.name, each.owner, each.alert) for each in found.searches] == [
        ("Password reset", "support-l2", True),
        ("Late orders", "", False),
        ("Mailed", "", True),
    ]
    assert {(each.format, each.exported, each.dated) for each in found.searches} == {("splunk", True, "2026-02-03")}
    assert wording(found.searches[0].query) == 'from(index=app) & term~"PasswordReset" & cut/email: (?<email>\\S+)/'
    lines = text.split("\n")
    for each in found.searches:
        assert any(each.name in line for line in lines[each.location.line - 1 : each.location.end_line])
    assert found.searches[0].location.end_line < found.searches[1].location.line


def test_equal_names_of_two_apps() -> None:
    found = exported(answer(entry("Errors", "one"), entry("Errors", "two", app="audit")))
    assert [each.name for each in found.searches] == ["Errors", "Errors (audit)"]


def test_thirty_of_many_are_said() -> None:
    (unread,) = exported(answer(entry("A", "x"), total=120)).unread
    assert unread.reason == "the export has 1 of 120 entries: ask Splunk for all of them, with count=0"


def test_entries_alone_and_with_few_fields() -> None:
    bare = {"name": "A", "acl": {"owner": "ops"}, "content": {"search": "order lost", "is_scheduled": True}}
    (search,) = exported(json.dumps([bare])).searches
    assert (search.name, search.owner, search.exported, search.dated) == ("A", "ops", True, "")


def test_macros_and_event_types_beside_it() -> None:
    files = {
        "ops/saved_searches.json": answer(entry("A", "`app` eventtype=failed"), entry("B", "`both(x, y)`")),
        "ops/macros.json": answer(
            entry("app", None, "admin/macros", definition="index=app", iseval=False),
            entry("both(2)", None, "configs/conf-macros", definition="$a$ OR $b$", args="a,b"),
        ),
        "ops/eventtypes.json": answer(entry("failed", "`app` (login failed)", "saved/eventtypes")),
        "other/macros.json": answer(entry("app", None, "admin/macros", definition="index=other")),
    }
    sources = {path: Source(path, text.encode()) for path, text in files.items()}
    saved = sources["ops/saved_searches.json"]
    assert companions(saved, tuple(files)) == ("ops/eventtypes.json", "ops/macros.json")
    found = read(saved, companions=tuple(sources.values()))
    assert [wording(each.query) for each in found.searches] == [
        'from(index=app) & from(index=app) & term~"login" & term~"failed"',
        'term~"x" | term~"y"',
    ]
    for path in ("ops/macros.json", "ops/eventtypes.json"):
        assert read(sources[path], "splunk") == Reading()


def test_found_by_name_or_content() -> None:
    paths = (
        "a/savedsearches.json",
        "saved-searches-2026.json",
        "exports/splunk/all.json",
        "a/splunk-alerts.json",
        "a/saved_searches.xml",
        "package.json",
    )
    assert candidates(paths)[:5] == paths[:5]
    assert len(exported(answer(entry("A", "x")), "a/anything.json").searches) == 1
    assert exported('{"name": "x", "dependencies": {}}', "tools/splunk/package.json") == Reading()


def test_atom_is_not_read() -> None:
    atom = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:s="http://dev.splunk.com/ns/rest"><id>https://s:8089/services/saved/searches</id></feed>'
    (unread,) = exported(atom, "ops/saved_searches.xml").unread
    assert "output_mode=json" in unread.reason
    assert exported("<form><label>saved searches</label></form>", "ops/saved_searches.xml") == Reading()


@pytest.mark.parametrize(
    "text",
    [
        '{"entry": [' + "[" * 5_000,
        '{"entry": [{"name": 1, "content": {"search": 7, "is_scheduled": []}, "acl": {}}]}',
        '{"entry": [{"name": "a", "content": [], "acl": {"owner": {}}}], "paging": {"total": true}}',
        '{"entry": {"acl": {}}, "origin": [], "is_scheduled": 1}',
        '{"entry": [{"name": "a", "acl": {"owner": null}, "content": {"search": "(((((", "alert_type": "x"}}]}',
        '{"entry": [null, 3, "x"], "acl": {}, "is_scheduled": 1',
    ],
)  # fmt: skip
def test_hostile_exports(text: str) -> None:
    found = exported(text)
    assert all(isinstance(each.text, str) and each.location.line >= 1 for each in found.searches)


def test_entries_without_a_search_are_said() -> None:
    (unread,) = exported(answer(entry("A", None))).unread
    assert unread.reason == "[A] has no search here"
