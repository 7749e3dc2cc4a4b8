"""From the bytes of a catalogue to its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.model import Location, Translated, Translation, Unread
from sdd_impact.translations.cutting import cut
from sdd_impact.translations.errors import UnreadableError
from sdd_impact.translations.places import Place, place

if TYPE_CHECKING:
    from sdd_impact.model import Source
    from sdd_impact.translations.lines import Found


def read(source: Source) -> Translated:
    """Return the texts of a catalogue, each with its line; a file that is none, or cannot be read, says so under ``unread``."""
    where = place(source.path)
    if where is None:
        return Translated()
    try:
        found, locale = _found(source, where)
    except UnreadableError as error:
        return Translated(unread=(Unread(source.path, f"the translations cannot be read: {error.reason}", error.line),))
    kind = "laravel" if where.format == "json" and "/lang/" in f"/{source.path}" else where.format
    return Translated(
        tuple(
            Translation(where.prefix + key, cut(text, kind), locale, Location(source.path, line), cut(key, kind))
            for key, text, line in found
            if text.strip()
        )
    )


def _found(source: Source, where: Place) -> tuple[list[Found], str]:
    from sdd_impact.translations import lines, nested, xml  # late: most branches touch no catalogue

    if where.format == "yaml":
        return nested.yaml(source, where.locale)
    if where.format == "json":
        return nested.json(source), where.locale
    if where.format in ("resx", "android"):
        return getattr(xml, where.format)(source.data), where.locale
    text = _decoded(source.data, where.format)
    if where.format == "php":
        return nested.php(text), where.locale
    return list(getattr(lines, where.format)(text)), where.locale


def _decoded(data: bytes, kind: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if kind == "properties":  # ISO 8859-1 up to Java 8
            return data.decode("latin-1")
        raise UnreadableError("it is not UTF-8", data.count(b"\n", 0, error.start) + 1) from None
