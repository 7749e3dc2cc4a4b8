"""Every detector is held against pairs ``tests/detectors/<detector>/<case>.before.<suffix>`` and ``<case>.after.<suffix>``.

A sample begins with the path it stands under, and may hold several files::

    # file: accounts/forms.py

What is expected stands in a comment on the line where the evidence is, or on the lines above it: the signal, then its key, symbol and
particulars, as far as they are to be compared. Signals with the side ``before`` stand in the file before::

    # signal: validation-changed field="EMAIL" refused="O'Brien@example.ie"

A pair without expectations must be silent. A case of which only ``after`` exists is one of added files. ``# settings: masks=shorten,mangle``
in the file after sets the configuration. Every sample is also read broken, moved and unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdd_impact.analysis.pairing import Side, pair
from sdd_impact.detectors import all_detectors, detect_all
from sdd_impact.languages import for_path
from sdd_impact.model import SIGNALS, Detector, FileChange, Scene, Settings, Signal, Source

_HERE = Path(__file__).parent
_ROOT = _HERE.parent.parent
_CASES = sorted(path for path in _HERE.glob("*/*.after.*"))
_FILE = re.compile(r"^[^\w\n]*\bfile:\s*(\S+).*$", re.MULTILINE)
_SETTINGS = re.compile(r"^[^\w\n]*\bsettings:\s*(.*?)\s*(?:\*/|-->)?$", re.MULTILINE)
_SIGNAL = re.compile(r"(?:#|//|--|/\*|<!--|\{/\*)\s*signal:\s*([\w-]+)\s*(.*)")
_OPTION = re.compile(r'(\w+)="([^"]*)"')


class Files:
    """A tree of the files of one side."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    def paths(self) -> tuple[str, ...]:
        return tuple(sorted(self.files))

    def read(self, path: str) -> Source | None:
        return Source(path, self.files[path]) if path in self.files else None

    def containing(self, words: Iterable[str]) -> tuple[str, ...]:
        wanted = [word.encode() for word in words]
        return tuple(path for path in self.paths() if any(word in self.files[path] for word in wanted))


class Expected(NamedTuple):
    signal: str
    file: str
    line: int
    options: tuple[tuple[str, str], ...]


def _parts(path: Path) -> dict[str, bytes]:
    """The files of a sample. Lines are kept: each file begins behind the line that names it."""
    if not path.exists():
        return {}
    text = path.read_text(encoding="utf-8")
    heads = list(_FILE.finditer(text))
    assert heads, f"{path.name} names no file"
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return {head[1]: text[head.end() + 1 : end].encode() for head, end in zip(heads, ends, strict=True)}


def _scene(before: dict[str, bytes], after: dict[str, bytes], config: Settings) -> Scene:
    paths = sorted({*before, *after})
    files = tuple(
        FileChange(Source(path, before[path]) if path in before else None, Source(path, after[path]) if path in after else None)
        for path in paths
        if before.get(path) != after.get(path)
    )
    olds, news = _sides(files)
    changes = pair(olds, news)
    statements = (tuple(side.statement for side in sides) for sides in (olds, news))
    return Scene(files, changes, Files(before), Files(after), config, *statements)


def _sides(files: tuple[FileChange, ...]) -> tuple[list[Side], list[Side]]:
    before: list[Side] = []
    after: list[Side] = []
    for file in files:
        for source, side in ((file.before, before), (file.after, after)):
            language = for_path(source.path) if source else None
            if source and language:
                side += [Side(statement, file.path) for statement in language.extract(source, ()).statements]
    return before, after


def _settings(text: str) -> Settings:
    found = _SETTINGS.search(text)
    given_options = dict(part.split("=") for part in found[1].split()) if found else {}
    return Settings(**{name: tuple(filter(None, value.split(","))) for name, value in given_options.items()})  # type: ignore[arg-type]  # lists only


def _before_of(path: Path) -> Path:
    return path.with_name(path.name.replace(".after.", ".before."))


def _case(path: Path) -> tuple[Scene, list[Expected]]:
    before, after = _parts(_before_of(path)), _parts(path)
    expected = [*_expectations(before, of_before=True), *_expectations(after, of_before=False)]
    return _scene(before, after, _settings(path.read_text(encoding="utf-8"))), expected


def _expectations(files: dict[str, bytes], *, of_before: bool) -> Iterator[Expected]:
    for path, data in files.items():
        waiting: list[tuple[str, tuple[tuple[str, str], ...]]] = []
        for number, line in enumerate(data.decode().split("\n"), 1):
            if found := _SIGNAL.search(line):
                waiting.append((found[1], tuple(_OPTION.findall(found[2]))))
            if line.strip() and not re.match(r"\s*(?:#|//|--|/\*|<!--|\{/\*)", line):
                yield from (Expected(signal, path, number, options) for signal, options in waiting if _stands(signal, of_before))
                waiting = []
        assert not waiting, f"an expectation without a place: {waiting}"


def _stands(signal: str, of_before: bool) -> bool:
    """An expectation stands where its evidence is: what is gone in the file before, anything else in the file after."""
    return (signal == "route-removed") == of_before


def _fits(expected: Expected, signal: Signal) -> bool:
    where = signal.evidence.location
    particulars = {**dict(signal.data), "key": signal.key, "symbol": signal.symbol, "because": signal.evidence.because}
    return (
        (expected.signal, expected.file, expected.line) == (signal.id, where.file, where.line)
        and all(particulars.get(name, "") == value for name, value in expected.options)
    )  # fmt: skip


def _detector(path: Path) -> Detector:
    return next(detector for detector in all_detectors() if detector.name == path.parent.name)


@pytest.mark.parametrize("path", _CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_sample(path: Path) -> None:
    scene, expected = _case(path)
    left = list(_detector(path).detect(scene))
    missing = []
    for each in expected:
        found = next((signal for signal in left if _fits(each, signal)), None)
        if found:
            left.remove(found)
        else:
            missing.append(each)
    shown = [(s.id, s.evidence.location.file, s.evidence.location.line, s.key, s.symbol, s.data) for s in left]
    assert not missing, f"not reported: {missing}\nbut: {shown}"
    assert not left, f"reported, but not expected: {shown}"


@pytest.mark.parametrize("path", _CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_unchanged_input_is_silent(path: Path) -> None:
    """The same text on both sides, also with other line ends and blank lines above, says nothing."""
    after = _parts(path)
    config = _settings(path.read_text(encoding="utf-8"))
    shifted = {where: b"\n\n" + data.replace(b"\n", b"\r\n") for where, data in after.items()}
    for other in (after, shifted):
        found = [
            signal
            for signal in detect_all(_scene(after, other, config))
            if signal.id not in ("audit-call", "message-template-changed")
        ]
        assert not found


@pytest.mark.parametrize("path", _CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_moved_code_is_silent(path: Path) -> None:
    """Everything moved to a sister folder says nothing; a migration there has not run, so it is left out."""
    after = _parts(path)
    if path.parent.name == "migration" or any("/api/" in f"/{where}" or "app/" in where for where in after):
        pytest.skip("the path says what it is")
    moved = {re.sub(r"([^/]+)$", r"moved/\1", where): data for where, data in after.items()}
    found = detect_all(_scene(after, moved, _settings(path.read_text(encoding="utf-8"))))
    assert not [
        signal for signal in found if signal.id not in ("audit-call", "message-template-changed", "migration", "document-changed")
    ]


@pytest.mark.parametrize("path", _CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_broken_source_never_raises(path: Path) -> None:
    after, config = _parts(path), _settings(path.read_text(encoding="utf-8"))
    for share in (3, 5, 8):
        cut = {where: data[: len(data) * share // 9] for where, data in after.items()}
        torn = {where: data[len(data) * share // 9 :] + b"\xff\x00(" for where, data in after.items()}
        detect_all(_scene(torn, cut, config))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(
        [
            "a/urls.py",
            "a.js",
            "a.ts",
            "b.tsx",
            "A.java",
            "migrations/1.sql",
            "db/migrate/1.rb",
            "a.graphql",
            "mails/x.html",
            "x.vue",
            "a.rb",
            "a.kt",
            "a.go",
            "a.cs",
            "a.php",
            "deploy/x.yaml",
        ]
    ),
    st.one_of(
        st.binary(max_size=200),
        st.text(alphabet="@Pattern(regexp=\"'/)\n\\[]{}.:;$<input pattern=-*#ADCRETUL", max_size=200).map(str.encode),
    ),
)
def test_any_bytes_never_raise(path: str, data: bytes) -> None:
    detect_all(_scene({}, {path: data}, Settings()))


def test_every_detector_has_samples_and_a_page() -> None:
    names = {detector.name for detector in all_detectors()}
    assert names == {path.parent.name for path in _CASES}
    assert names == {page.stem for page in (_ROOT / "docs" / "detectors").glob("*.md")} - {"README"}


def test_every_case_has_its_pair() -> None:
    for path in _HERE.glob("*/*.before.*"):
        assert path.with_name(path.name.replace(".before.", ".after.")).exists(), path


def test_every_signal_is_of_the_list_and_of_one_detector() -> None:
    reported = [signal for detector in all_detectors() for signal in detector.signals]
    assert len(reported) == len(set(reported))
    assert set(reported) <= set(SIGNALS)


def test_detectors_report_only_their_signals() -> None:
    for path in _CASES:
        detector = _detector(path)
        assert {signal.id for signal in detector.detect(_case(path)[0])} <= set(detector.signals)


def test_every_page_names_its_signals() -> None:
    for detector in all_detectors():
        page = (_ROOT / "docs" / "detectors" / f"{detector.name}.md").read_text(encoding="utf-8")
        assert all(f"`{signal}`" in page for signal in detector.signals)
