"""The corridor: the only room that knows the others. Read :func:`investigate` for the way of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sdd_impact.pipeline.visit import Options, Outside, Visit, visit

if TYPE_CHECKING:
    from sdd_impact.pipeline.backtesting import backtest
    from sdd_impact.pipeline.fixing import fixes
    from sdd_impact.pipeline.handing_over import hand_over
    from sdd_impact.pipeline.investigating import investigate
    from sdd_impact.pipeline.judging import Judgement, judge_branch
    from sdd_impact.pipeline.recording import Record, draft_record
    from sdd_impact.pipeline.taking_stock import (
        default_revision,
        inventory,
        languages_of,
        lines_tried,
        registered_in,
        search_inventory,
    )

#: What is imported when it is first asked for: a command needs one or two of these.
_LATE = {
    "Judgement": "judging",
    "Record": "recording",
    "backtest": "backtesting",
    "default_revision": "taking_stock",
    "draft_record": "recording",
    "fixes": "fixing",
    "hand_over": "handing_over",
    "inventory": "taking_stock",
    "investigate": "investigating",
    "judge_branch": "judging",
    "languages_of": "taking_stock",
    "lines_tried": "taking_stock",
    "registered_in": "taking_stock",
    "search_inventory": "taking_stock",
}


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)


__all__ = [
    "Judgement",
    "Options",
    "Outside",
    "Record",
    "Visit",
    "backtest",
    "default_revision",
    "draft_record",
    "fixes",
    "hand_over",
    "inventory",
    "investigate",
    "judge_branch",
    "languages_of",
    "lines_tried",
    "registered_in",
    "search_inventory",
    "visit",
]
