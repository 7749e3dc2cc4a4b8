"""New error messages that a language lacks which had all the others: told by holding the catalogues of one family against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sdd_impact import translations
from sdd_impact.model import Change, Evidence, Signal, Translation, Tree

#: The share of the keys that a language must have had before: one that lags behind anyway says nothing about this branch.
COMPLETE = 0.95
#: No more families and languages than these are held against each other.
_MOST_FAMILIES, _MOST_LANGUAGES = 10, 60


def untranslated(changes: Iterable[Change], base: Tree, head: Tree) -> Iterator[Signal]:
    """Yield a signal for each new message that goes out, whose key a language lacks that was complete before. Reads nothing where there is none."""
    wanted: dict[str, dict[str, tuple[Change, Translation]]] = defaultdict(dict)
    for change in changes:
        text = change.after.translation if change.after else None
        if text and change.after and _goes_out(change):
            wanted[text.location.file].setdefault(text.key, (change, text))
    for path in sorted(wanted)[:_MOST_FAMILIES]:
        yield from _of_family(path, wanted[path], base, head)


def _goes_out(change: Change) -> bool:
    after = change.after
    return after is not None and after.what == "error" and after.audience in ("customer", "api") and not after.test


def _of_family(path: str, wanted: dict[str, tuple[Change, Translation]], base: Tree, head: Tree) -> Iterator[Signal]:
    old = _keys(path, base)
    new = {key: found for key, found in wanted.items() if key not in old}
    place = translations.place(path)
    if not (old and new and place):
        return
    lacking: dict[str, list[str]] = defaultdict(list)
    for other, locale in _languages(path, place.family, head):
        had = _keys(other, base)
        if len(old & had) >= COMPLETE * len(old):
            there = _keys(other, head)
            for key in new:
                if there and key not in there:
                    lacking[key].append(locale)
    for key, locales in lacking.items():
        change, text = new[key]
        languages = ", ".join(sorted(locales))
        yield Signal(
            "text-untranslated",
            Evidence(
                text.location,
                text.text.message,
                f"the new message {key} has no text in {languages}, which had nearly all texts before",
            ),
            key,
            "",
            (),
            (("key", key), ("text", text.text.message), ("languages", languages)),
            (change.id,),
        )


def _languages(path: str, family: str, head: Tree) -> Iterator[tuple[str, str]]:
    found = (
        (other, place.locale)
        for other in head.paths()
        if other != path and (place := translations.place(other)) and place.family == family
    )
    yield from (
        (other, locale) for number, (other, locale) in enumerate(found) if number < _MOST_LANGUAGES and locale not in ("", "?")
    )


def _keys(path: str, tree: Tree) -> frozenset[str]:
    source = tree.read(path)
    return frozenset(each.key for each in translations.read(source).translations) if source else frozenset()
