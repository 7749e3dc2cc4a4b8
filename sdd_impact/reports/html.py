"""HTML: one page that stands by itself, for people who have neither a terminal nor the repository.

No script, no address, no resource from elsewhere: the policy in the page's head forbids them, and allows the one style sheet by its digest.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from sdd_impact.model import (
    BranchReport,
    Breakages,
    Findings,
    Format,
    HandOver,
    Inventory,
    Printable,
    SearchInventory,
    Style,
    Verdict,
)
from sdd_impact.reports._alerts import waiting
from sdd_impact.reports._branch_page import branch_page
from sdd_impact.reports._escape import html, in_xml
from sdd_impact.reports._hand_over_page import hand_over_page

if TYPE_CHECKING:
    import jinja2

#: Things of one list that are shown; the others are counted.
MOST = 40
#: The verdicts in the words of the page.
WORDS = {"passed": "Passed", "exempt": "Exempt", "failed": "Blocked", "undetermined": "No verdict"}
#: What becomes of an impact's question.
RANKS = {"block": "blocks until it is answered", "warn": "never blocks", "auto": "answered by the tool", "off": "off"}


def render(document: Printable, style: Style) -> str:
    """Return the document as an HTML page."""
    match document:
        case BranchReport():
            return _page("_branch.html.j2", style, branch_page(document))
        case HandOver():
            return _page("_hand_over.html.j2", style, hand_over_page(document))
        case Findings():
            shown = [change for change in document.changes if style.verbose or not change.statement.test]
            return _page("_findings.html.j2", style, {"findings": document, "changes": shown})
        case Verdict():
            return _page("_verdict.html.j2", style, _verdict(document))
        case SearchInventory():
            return _page("_searches.html.j2", style, {"inventory": document})
        case Inventory():
            return _page("_inventory.html.j2", style, {"inventory": document})
        case Breakages():
            return _page("_breakages.html.j2", style, {"found": document})
        case _:
            raise TypeError(type(document).__name__)


def _verdict(document: Verdict) -> dict[str, Any]:
    return {
        "verdict": document,
        "blocking": [each for each in document.problems if each.severity == "block"],
        "notes": [each for each in document.problems if each.severity != "block"],
        "waiting": [each for each in waiting(document) if each.severity == "block"],
    }


def _finish(value: Any) -> Any:
    """Make what a template prints visible; the template engine escapes it afterwards, unless it is markup of ours."""
    if hasattr(value, "__html__"):
        return value
    return html("" if value is None else str(value))


def _word(text: str) -> str:
    """Return one of our own words as the name of a class, "" for any other text."""
    return text if text.replace("-", "").isalpha() and text.isascii() else ""


@cache
def _environment() -> jinja2.Environment:
    import jinja2
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        loader=jinja2.PackageLoader("sdd_impact", "reports"),
        autoescape=True,
        finalize=_finish,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["word"] = _word
    return environment


def _page(template: str, style: Style, context: dict[str, Any]) -> str:
    from markupsafe import Markup

    environment = _environment()
    sheet = environment.get_template("_page.css").render()
    values = {
        "style": Markup(sheet),  # noqa: S704 - the shipped style sheet, no text of a branch
        "style_digest": base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode(),
        "version": style.version,
        "words": WORDS,
        "ranks": RANKS,
        "most": MOST,
        **context,
    }
    text = environment.get_template(template).render(values)
    return in_xml("".join(f"{line}\n" for line in text.splitlines() if line.strip()))


FORMAT = Format("html", ".html", (BranchReport, HandOver, Findings, Verdict, SearchInventory, Inventory, Breakages), render)
