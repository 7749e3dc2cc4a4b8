"""Which checklists are this branch's own: those that it brings, neither renamed nor copied from one that the base has."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sdd_impact import late
from sdd_impact.history.objects import Objects
from sdd_impact.history.trees import Entry, Pair, Trees

SUFFIXES = (".yaml", ".yml")
#: What somebody changes first who hands in another branch's checklist.
PERSONAL = (b"branch:", b"summary:")
#: A row of evidence. Two records of branches that were asked nothing are alike without being copies.
EVIDENCE = late.regex(rb"\bev-[0-9a-f]")
#: Records of the base with whose text a new one is compared at most; those with equal content are found among any number.
MOST_COMPARED = 4_000


def own_records(
    folder: str, base: str, pairs: Mapping[str, Pair], renamed: Collection[str], trees: Trees, objects: Objects
) -> tuple[str, ...]:
    """Return the paths of the branch's own records, sorted. ``base`` is the merge-base's tree, ``folder`` the records' folder."""
    prefix = "".join(f"{part}/" for part in folder.split("/") if part not in ("", "."))
    new = {
        path: after
        for path, (before, after) in sorted(pairs.items())
        if after and before is None and after.kind == "file" and _is_record(path, prefix) and path not in renamed
    }
    if not new:
        return ()
    earlier = _earlier(prefix, base, trees)
    texts = _texts((*earlier[:MOST_COMPARED], *(entry.oid for entry in new.values() if entry.data is None and entry.oid)), objects)
    known = {_impersonal(texts[oid]) for oid in earlier[:MOST_COMPARED] if EVIDENCE.search(texts[oid])}
    return tuple(path for path, entry in new.items() if entry.oid not in earlier and _impersonal(_text(entry, texts)) not in known)


def _is_record(path: str, prefix: str) -> bool:
    name = path.removeprefix(prefix)
    return path.startswith(prefix) and "/" not in name and name.endswith(SUFFIXES)


def _earlier(prefix: str, base: str, trees: Trees) -> list[str]:
    """Return the blob ids of the records that the merge-base has."""
    tree = base
    for name in prefix.split("/")[:-1]:
        found = trees.listing(tree).get(name)
        if found is None or found.kind != "tree":
            return []
        tree = found.oid
    return [entry.oid for name, entry in trees.listing(tree).items() if entry.kind == "file" and name.endswith(SUFFIXES)]


def _texts(oids: Collection[str], objects: Objects) -> dict[str, bytes]:
    return {oid: data or b"" for oid, data in objects.files(oids).items()}


def _text(entry: Entry, texts: Mapping[str, bytes]) -> bytes:
    return entry.data if entry.data is not None else texts.get(entry.oid, b"")


def _impersonal(text: bytes) -> bytes:
    """Return a record without what names its branch, so that a copy under another name is seen as one."""
    return b"\n".join(line.rstrip() for line in text.splitlines() if not line.startswith(PERSONAL))
