"""Which files are translation catalogues, of which language, decided by their paths alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache

from sdd_impact import late
from sdd_impact.tuples import NamedTuple

#: The language codes of ISO 639-1, by which a part of a path is known as a locale.
_CODE_LIST = """aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff
    fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv
    kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn
    ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh
    yi yo za zh zu"""
_CODES = frozenset(_CODE_LIST.split())
_LOCALE = late.regex(r"([a-z]{2})(?:[-_](?:r?[A-Z]{2}|[A-Z][a-z]{3}(?:[-_][A-Z]{2})?|[a-z]{2}|\d{3}))?\Z")
#: Folders that hold catalogues and little else.
_FOLDER_LIST = """locales locale _locales i18n l10n lang langs language languages translations translation messages intl localization localizations
    """
_FOLDERS = frozenset(_FOLDER_LIST.split())
#: Bundles of Java without a language in their name: the text of last resort.
_BUNDLE = late.regex(
    r"(?:messages?|errors?|validation\w*|i18n|labels?|texts?|translations?|strings|bundle|\w*bundle|\w*messages)\Z", re.IGNORECASE
)
#: Settings of programs that end in `.properties` too.
_SETTINGS = late.regex(
    r"(?:application|bootstrap|log4j2?|logging|logback|gradle\w*|build|config\w*|maven\w*|quartz|hibernate|local|version)\b"
)
_ENDINGS = (".properties", ".resx", ".po", ".yml", ".yaml", ".json", ".php", ".xml", ".arb", ".ftl")
_VALUES = late.regex(r"(?:^|/)res/values(?:-([a-zA-Z-]+))?/[^/]+\.xml\Z")
_LANG_PHP = late.regex(
    r"(?:^|/)(?:lang|language|languages|locale|locales|i18n|translations)/(?:vendor/(?P<space>[^/]+)/)?(?P<locale>[^/]+)/(?P<name>.+)\.php\Z"
)


_Placing = Callable[[str, str], "Place | None"]


class Place(NamedTuple):
    """A catalogue's ``family`` (its path without the language), its language ("" for the one without) and its format.

    ``prefix`` is what a key has in code in front of what it has in the file; ``name`` is the bundle's own.
    """

    family: str
    locale: str
    format: str
    name: str
    prefix: str = ""


def is_locale(word: str) -> bool:
    """Whether a word is the name of a language, with or without a region or script."""
    found = _LOCALE.match(word)
    return found is not None and found[1] in _CODES


@lru_cache(maxsize=4096)
def place(path: str) -> Place | None:
    """Return what a path says; None where it is no catalogue's."""
    if not path.endswith(_ENDINGS):
        return None
    stem, _, ending = path.rpartition("/")[2].rpartition(".")
    return _PLACED[ending](path, stem)


def _properties(path: str, stem: str) -> Place | None:
    folders = path.split("/")[:-1]
    for cut in (stem.find("_", at) for at in range(len(stem)) if stem[at] == "_"):
        if is_locale(stem[cut + 1 :]):
            return _no_settings(Place(_family(path, stem[:cut]), stem[cut + 1 :], "properties", stem[:cut]))
    if _BUNDLE.match(stem) or _holding(folders):
        return _no_settings(Place(_family(path, stem), "", "properties", stem))
    return None


def _holding(folders: list[str]) -> bool:
    return any(folder.lower() in _FOLDERS for folder in folders)


def _no_settings(found: Place) -> Place | None:
    return None if _SETTINGS.match(found.name) else found


def _resx(path: str, stem: str) -> Place:
    name, _, locale = stem.rpartition(".")
    if name and is_locale(locale):
        return Place(_family(path, name), locale, "resx", name)
    return Place(_family(path, stem), "", "resx", stem)


def _values(path: str, stem: str) -> Place | None:
    found = _VALUES.search(path)
    if found is None:
        return None
    locale = found[1] or ""
    if locale and not is_locale(locale.split("-")[0]):
        return None  # for another screen, not another language
    return Place(_family(path, stem).replace(f"/values-{locale}/", "/values/"), locale, "android", stem)


def _php(path: str, _stem: str) -> Place | None:
    found = _LANG_PHP.search(path)
    if found is None or not is_locale(found["locale"]):
        return None
    family = path[: found.start("locale")] + path[found.end("locale") + 1 :]
    space = f"{found['space']}::" if found["space"] else ""
    return Place(family, found["locale"], "php", found["name"], f"{space}{found['name']}.")


def _arb(path: str, stem: str) -> Place | None:
    name, _, locale = stem.partition("_")
    return Place(_family(path, name), locale, "json", name) if is_locale(locale) else None


def _anywhere(kind: str, *, bare: bool = True) -> _Placing:
    """A placing by a locale that stands in the file's name, or as a folder inside one that holds catalogues."""

    def placed(path: str, stem: str) -> Place | None:
        folders = path.split("/")[:-1]
        inside = next((at for at, folder in enumerate(folders) if folder.lower() in _FOLDERS), -1)
        if bare and inside < 0:
            return None
        words = re.split(r"[.]", stem)
        for word in (words[-1], words[0], stem.rpartition("_")[2], stem.rpartition("-")[2]):
            if is_locale(word):
                name = stem.replace(word, "", 1).strip("._-")
                return Place(_family(path, name), word, kind, name)
        for at in range(max(inside, 0), len(folders)):
            if is_locale(folders[at]):
                return Place("/".join([*folders[:at], "*", *folders[at + 1 :], stem]), folders[at], kind, stem)
        # Its language stands in the file, as the one key of its root.
        return Place(path, "?", kind, stem) if kind == "yaml" and "locales" in folders else None

    return placed


def _family(path: str, name: str) -> str:
    return f"{path.rpartition('/')[0]}/{name}"


_PLACED: dict[str, _Placing] = {
    "properties": _properties,
    "resx": _resx,
    "xml": _values,
    "php": _php,
    "arb": _arb,
    "po": _anywhere("gettext", bare=False),
    "ftl": _anywhere("fluent", bare=False),
    "yml": _anywhere("yaml"),
    "yaml": _anywhere("yaml"),
    "json": _anywhere("json"),
}


def of_source_language(paths: Iterable[str]) -> frozenset[str]:
    """Return the catalogues whose texts are the ones that developers write.

    Of a family that is the one without a language; else English; else the only one there is. A family of several other
    languages has none: which of them is the source, its files do not say.
    """
    families: dict[str, dict[str, str]] = defaultdict(dict)
    for path in paths:
        found = place(path)
        if found:
            families[found.family][found.locale] = path
    return frozenset(filter(None, map(_chosen, families.values())))


def _chosen(by_locale: dict[str, str]) -> str:
    for locale in ("", "?", "en", "en_US", "en-US", "en-us", "en_GB", "en-GB", "en-gb"):
        if locale in by_locale:
            return by_locale[locale]
    english = sorted(locale for locale in by_locale if locale.startswith("en"))
    if english:
        return by_locale[english[0]]
    only = next(iter(by_locale.values())) if len(by_locale) == 1 else ""
    return "" if only.endswith(".po") else only  # there the code has the source's text itself
