"""Put a proposed query into the search's own file, with everything else in it kept to the letter."""

from __future__ import annotations

from collections.abc import Iterator

from sdd_impact.model import Proposal, SearchVerdict
from sdd_impact.pipeline.investigating import investigate
from sdd_impact.pipeline.proposing import WANTING
from sdd_impact.pipeline.splicing import Rereading
from sdd_impact.pipeline.visit import Visit
from sdd_impact.tuples import NamedTuple


class Fix(NamedTuple):
    """A search whose file can be mended: its path, the text now and then, the new query; ``why_not`` where it cannot."""

    verdict: SearchVerdict
    path: str
    before: str = ""
    after: str = ""
    query: str = ""
    why_not: str = ""


def fixes(here: Visit, *, both: bool = False, names: tuple[str, ...] = ()) -> Iterator[Fix]:
    """Yield a fix for each search that the branch broke, one after the other: the next one is made from what the files hold then.

    ``both``: the query that also matches the old line. ``names``: only these searches.
    """
    for verdict in investigate(here).searches:
        if verdict.verdict in WANTING and (not names or verdict.search.name in names):
            yield _fix(here, verdict, both=both)


def _fix(here: Visit, verdict: SearchVerdict, *, both: bool) -> Fix:
    search = verdict.search
    path = search.location.file
    source = here.repository.read_at("", path)
    query = _wanted(verdict.proposal, both=both)
    if source is None:
        return Fix(verdict, path, query=query, why_not="its file is not in this repository; change it where it is kept")
    if not query and verdict.proposal:
        return Fix(
            verdict,
            path,
            query=verdict.proposal.query,
            why_not="no query could be proved to match both lines; without --both there is one",
        )
    if not query:
        return Fix(verdict, path, why_not=verdict.unproposed or "no query could be proposed that is proved to match the new line")
    found = Rereading((here.repository.tree(""),), here.settings).spliced(search, query)
    if found is None:
        return Fix(
            verdict, path, query=query, why_not="its text does not stand in the file as it is read (it is put together from parts)"
        )
    return Fix(verdict, path, source.data.decode("utf-8", "surrogateescape"), found.text, query)


def _wanted(proposal: Proposal | None, *, both: bool) -> str:
    if proposal is None:
        return ""
    return proposal.both if both else proposal.query
