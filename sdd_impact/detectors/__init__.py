"""What Support would notice besides log and error texts: routes, account actions, messages, migrations, personal data, input rules.

One module per detector, found by discovery; its name is the module's. Each exports ``DETECTOR = Detector(name, signals, detect)``. A
name that begins with ``_`` is no door. A detector compares the two sides of the difference: what both have is silent,
wherever it stands, so that moved, renamed and re-formatted code says nothing.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from sdd_impact.model import Detector, Scene, Signal

#: What a secret is called, in place of an expression, that was known by the form of a literal text.
BY_FORM = "a literal text"


@lru_cache(maxsize=1)
def all_detectors() -> tuple[Detector, ...]:
    """Every detector, by name."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    found = (getattr(import_module(f"{__name__}.{name}"), "DETECTOR", None) for name in names)
    return tuple(detector for detector in found if isinstance(detector, Detector))


def detect_all(scene: Scene) -> tuple[Signal, ...]:
    """Return what every detector sees, in the order of the files and lines. Never raises on bad source."""
    found = [signal for detector in all_detectors() for signal in detector.detect(scene)]
    return tuple(sorted(found, key=_place))


def signals_of(name: str, scene: Scene) -> tuple[Signal, ...]:
    """Return what one detector sees. Raises :class:`ImportError` for a name that does not exist."""
    detector: Detector = import_module(f"{__name__}.{name}").DETECTOR
    return detector.detect(scene)


def may_print_secret(data: bytes) -> bool:
    """Whether a file's bytes have a word in them without which none of its log lines can print a secret: a quick look before the long one."""
    from sdd_impact.detectors._privacy import may_be_secret

    return may_be_secret(data)


def masked(text: str) -> str:
    """Return a text with every secret in it masked: one that is known by its very form, such as a provider's key."""
    from sdd_impact.detectors._secrets import safe  # late: the package itself is imported by many

    return safe(text)


def _place(signal: Signal) -> tuple[str, int, int, str, str]:
    where = signal.evidence.location
    return (where.file, where.line, where.column, signal.id, signal.key)
