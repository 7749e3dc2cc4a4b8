"""Saved searches and their verdicts as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sdd_impact.model import BrokenSearch, CodeRead, Export, Match, MatchedChange, SavedSearch, SearchState, SearchVerdict
from sdd_impact.reports._json_statements import short

Json = dict[str, Any]


def source(each: CodeRead) -> Json:
    """Return one checkout of code that searches were held against."""
    return {"path": each.path, "revision": each.revision or None, "commit": each.commit or None, "dirty": each.dirty}


def export(each: Export, old_after: int) -> Json:
    """Return one file that was copied out of a user interface."""
    old = bool(old_after and each.age is not None and each.age > old_after)
    return {
        "file": each.file,
        "format": each.format,
        "exported_at": each.on or None,
        "age_days": each.age,
        "by": each.by or None,
        "old": old,
    }


def _search(search: SavedSearch) -> Json:
    return {
        "name": search.name,
        "owner": search.owner or None,
        "format": search.format,
        "file": search.location.file,
        "line": search.location.line,
        "revision": search.revision or None,
        "query": search.text,
        "alert": search.alert,
        "link": search.link or None,
        "origins": list(search.origins),
        "paths": list(search.paths) or None,
    }


def search_verdict(each: SearchVerdict) -> Json:
    """Return what the branch does to one saved search."""
    proposal = each.proposal
    return {
        **_search(each.search),
        "verdict": each.verdict,
        "also": list(each.also),
        "query_before": each.was or None,
        "because": each.because,
        "assuming": list(each.assuming),
        "statements": [_matched(matched) for matched in each.statements],
        "parts": [{"text": part.text, "verdict": part.verdict, "because": part.because} for part in each.parts],
        "captures": [{"group": capture.group, "before": capture.before, "after": capture.after} for capture in each.captures],
        "proposal": {"query": proposal.query, "both": proposal.both or None, "witness": proposal.witness or None}
        if proposal
        else None,
        "proposal_because": each.unproposed or None,
    }


def _matched(each: MatchedChange) -> Json:
    before, after = each.match_before, each.match_after
    return {
        "change": each.change,
        "before": short(each.before) if each.before else None,
        "after": short(each.after) if each.after else None,
        "level_before": before.certainty if before else None,
        "level_after": after.certainty if after else None,
        "confirmed_by": _confirmed(before, after),
        "witness_before": before.witness if before else None,
        "witness_after": after.witness if after else None,
        "needs": (after.needs if after else "") or None,
    }


def _confirmed(*matches: Match | None) -> str | None:
    return next((match.confirmed_by for match in matches if match and match.confirmed_by), None)


def broken_search(each: BrokenSearch) -> Json:
    """Return one saved search of today with the commits of the past that broke it."""
    return {
        **search_state(each.state),
        "dead": each.state.state != "bound",
        "broken_by": [
            {
                "commit": breakage.commit,
                "date": breakage.date,
                "author": breakage.author,
                "subject": breakage.subject,
                "verdict": breakage.verdict.verdict,
                "because": breakage.verdict.because,
                "statements": [_matched(matched) for matched in breakage.verdict.statements],
            }
            for breakage in each.breakages
        ],
    }


def search_state(each: SearchState, exports: Mapping[str, Export] | None = None) -> Json:
    """Return one saved search with the statements that feed it; ``exports`` are the files that were copied out of a user interface, by path."""
    near = each.nearest
    dated = (exports or {}).get(each.search.location.file, Export("", "")) if each.search.exported else Export("", "")
    return {
        **_search(each.search),
        **({} if exports is None else {"exported_at": dated.on or None, "age_days": dated.age}),
        "state": each.state,
        "because": each.because,
        "assuming": list(each.assuming),
        "nearest": {**short(near.statement), "differs": near.differs} if near else None,
        "statements": [
            {
                **short(feeding.statement),
                "level": feeding.statement.level,
                "match": feeding.match.certainty,
                "witness": feeding.match.witness,
                "assuming": list(feeding.match.assuming),
            }
            for feeding in each.statements
        ],
    }
