"""Rust: log statements of ``log``, ``tracing``, ``slog``, ``defmt`` and the console, and error messages.

* ``names``: macros and functions as data. ``macros``: macros turned into calls, so that their arguments are expressions.
* ``logs``: log macros read as statements. ``captured``: variables named inside a format string.
* ``errors``: where errors are made. ``attributes``: messages in ``#[error("…")]`` and its kin, and in ``impl Display``. ``responses``: HTTP and gRPC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdd_impact.languages.rust.hints import HINTS
from sdd_impact.model import Language

if TYPE_CHECKING:
    from sdd_impact.model import Extraction, LogCall, Source


def extract(source: Source, calls: tuple[LogCall, ...] = ()) -> Extraction:
    """Read one Rust file. Never raises on bad source; what cannot be read is listed as unread."""
    from sdd_impact.languages.rust.reading import extract as read  # only now: what never meets Rust does not pay for it

    return read(source, calls)


LANGUAGE = Language(name="rust", suffixes=(".rs",), extract=extract, hints=HINTS)
