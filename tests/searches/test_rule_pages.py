"""The examples of the pages of fail2ban, logcheck, node-problem-detector and grok say what the pages say of them."""

from __future__ import annotations

import re
from pathlib import Path

from matching.written import event
from searches.search_wording import wording

from sdd_impact.matching.hold import hold
from sdd_impact.model import SavedSearch, Source
from sdd_impact.searches import read

PAGES = Path(__file__).parents[2] / "docs" / "searches"


def shown(page: str, path: str) -> SavedSearch:
    """The one search of a page's first example."""
    found = re.search(r"^```\w+\n(.*?)^```", (PAGES / f"{page}.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found
    reading = read(Source(path, found.group(1).encode()))
    assert reading.unread == ()
    (search,) = reading.searches
    return search


def test_fail2ban() -> None:
    search = shown("fail2ban", "ops/filter.d/shop.conf")
    assert (search.name, search.owner, search.alert, len(search.parts)) == ("shop", "support-l2", True, 2)
    assert hold(search.query, event("Too many logins from {ip:ip}")).bound
    assert not hold(search.query, event("Login of user healthcheck from {ip:ip} failed")).bound
    assert wording(search.query).endswith("& !/user healthcheck/")


def test_logcheck() -> None:
    search = shown("logcheck", "etc/logcheck/violations.d/shop")
    assert (search.name, search.owner, search.alert, len(search.parts)) == ("shop", "operations", True, 2)
    assert hold(search.query, event("Order {order:int} lost")).bound
    assert not hold(search.query, event("Order {order:int} lost", program="billing")).bound


def test_node_problem_detector() -> None:
    search = shown("npd", "k8s/shop-monitor.json")
    assert (search.name, search.alert) == ("OrderLost", True)
    assert hold(search.query, event("shop: Order {order:int} lost by {who}")).bound


def test_grok() -> None:
    search = shown("grok", "logstash/pipeline/shop.conf")
    assert search.name == "shop-orders"
    match = hold(search.query, event("Order {order_id:int} cancelled by {user:token}"))
    assert match.bound
    assert dict(match.captures) == {"order": "{order_id}", "who": "{user}"}
