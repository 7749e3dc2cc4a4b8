"""Five doors: each has its code or data, its test and its page, all of one name. What is missing is listed by name."""

from __future__ import annotations

from pathlib import Path

from sdd_impact import detectors, documents, languages, reports, searches
from sdd_impact.model import SIGNALS

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "sdd_impact"


def modules(room: str) -> set[str]:
    """The doors of a room, as its folder has them."""
    found = (path for path in (PACKAGE / room).iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file())
    return {path.stem for path in found if not path.stem.startswith("_")}


def stems(folder: str, suffix: str) -> set[str]:
    """The names of the files of one suffix, without shared ones and the folder's own page."""
    return {
        path.stem for path in (ROOT / folder).glob(f"*{suffix}") if not path.stem.startswith(("_", ".")) and path.stem != "README"
    }


def folders(folder: str) -> set[str]:
    """The names of the folders that hold at least one file."""
    found = (path for path in (ROOT / folder).iterdir() if path.is_dir() and path.name != "__pycache__")
    return {path.name for path in found if any(path.iterdir())}


def missing(names: set[str], present: set[str], what: str) -> list[str]:
    """One line for each door that lacks something, or that something is left over of."""
    return [f"{name}: no {what}" for name in sorted(names - present)] + [
        f"{name}: {what} without a door" for name in sorted(present - names)
    ]


def test_what_is_missing_is_named() -> None:
    assert missing({"a", "b"}, {"b"}, "page") == ["a: no page"]
    assert missing({"b"}, {"b", "c"}, "page") == ["c: page without a door"]
    assert missing({"b"}, {"b"}, "page") == []


def test_every_language_has_samples_and_a_page() -> None:
    names = modules("languages")
    assert {each.name for each in languages.all_languages()} == names
    lacking = missing(names, folders("tests/languages"), "folder in tests/languages")
    lacking += missing(names, stems("docs/languages", ".md"), "page in docs/languages")
    lacking += [f"{name}: no sample" for name in sorted(names) if not list((ROOT / "tests/languages" / name).glob("sample*"))]
    assert not lacking


def test_every_search_format_has_samples_and_a_page() -> None:
    names = modules("searches")
    assert {each.name for each in searches.formats()} == names
    lacking = missing(names, folders("tests/searches"), "folder in tests/searches")
    lacking += missing(names, stems("docs/searches", ".md"), "page in docs/searches")
    assert not lacking


def test_every_detector_has_samples_and_a_page() -> None:
    names = modules("detectors")
    assert {each.name for each in detectors.all_detectors()} == names
    lacking = missing(names, folders("tests/detectors"), "folder in tests/detectors")
    lacking += missing(names, stems("docs/detectors", ".md"), "page in docs/detectors")
    assert not lacking


def test_every_question_has_cases_and_a_page() -> None:
    names = stems("checklists/default", ".yaml")
    assert {each.id for each in documents.catalogue().questions} == names
    lacking = missing(names, stems("tests/questions", ".yaml"), "cases in tests/questions")
    lacking += missing(names, stems("docs/questions", ".md"), "page in docs/questions")
    assert not lacking


def test_every_output_format_has_a_golden_file_and_a_page() -> None:
    names = modules("reports")
    assert set(reports.formats()) == names
    lacking = missing(names, stems("tests/reports", ".golden"), "golden file in tests/reports")
    lacking += missing(names, stems("docs/reports", ".md"), "page in docs/reports")
    lacking += [
        f"{name}: calls itself {reports.format_named(name).name}" for name in names if reports.format_named(name).name != name
    ]
    assert not lacking


def test_detectors_report_what_is_in_the_list_of_signals() -> None:
    unknown = [f"{each.name}: {signal}" for each in detectors.all_detectors() for signal in each.signals if signal not in SIGNALS]
    assert not unknown


def test_a_page_of_a_detector_names_its_signals() -> None:
    lacking = []
    for each in detectors.all_detectors():
        page = ROOT / "docs/detectors" / f"{each.name}.md"
        text = page.read_text("utf-8") if page.is_file() else ""
        lacking += [f"{each.name}: {signal} is not on its page" for signal in each.signals if f"`{signal}`" not in text]
    assert not lacking
