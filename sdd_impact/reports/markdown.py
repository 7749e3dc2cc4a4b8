"""Markdown: the one page for a tech lead, the hand-over for Support, and the inventories as tables."""

from __future__ import annotations

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
from sdd_impact.reports._branch_page import branch_page
from sdd_impact.reports._escape import code, markdown, terminal
from sdd_impact.reports._hand_over_page import hand_over_page

if TYPE_CHECKING:
    import jinja2


def render(document: Printable, style: Style) -> str:
    """Return the document as a Markdown page."""
    match document:
        case BranchReport():
            return _page("_branch.md.j2", branch_page(document))
        case HandOver():
            return _page("_hand_over.md.j2", hand_over_page(document))
        case Findings():
            return _page("_findings.md.j2", {"findings": document})
        case Verdict():
            return _page("_verdict.md.j2", {"verdict": document})
        case SearchInventory():
            return _page("_searches.md.j2", {"inventory": document})
        case Breakages():
            return _page("_breakages.md.j2", {"found": document})
        case Inventory():
            return _page("_inventory.md.j2", {"inventory": document, "verbose": style.verbose})
        case _:
            raise TypeError(type(document).__name__)


class Ready(str):
    """Markdown of our own making: it is not escaped once more."""

    __slots__ = ()


def _finish(value: Any) -> str:
    """Escape whatever a template prints, unless it is ours."""
    return value if isinstance(value, Ready) else markdown("" if value is None else str(value))


@cache
def _environment() -> jinja2.Environment:
    import jinja2
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        loader=jinja2.PackageLoader("sdd_impact", "reports"),
        autoescape=False,
        finalize=_finish,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["code"] = lambda text: Ready(code(str(text)))
    environment.filters["plain"] = lambda text: Ready(terminal(str(text)))
    return environment


def _page(template: str, context: dict[str, Any]) -> str:
    text = _environment().get_template(template).render(context)
    # Sections that are left out leave empty lines behind.
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines).strip("\n") + "\n"


FORMAT = Format("markdown", ".md", (BranchReport, HandOver, Findings, Verdict, SearchInventory, Inventory, Breakages), render)
