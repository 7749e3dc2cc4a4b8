"""What is kept between runs: found again, never trusted when damaged, off where it should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdd_impact.history import Cache


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_is_put_is_found_again(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path))
    cache.put([b"a", b"b"], b"one\ntwo\0")
    assert cache.get([b"a", b"b"]) == b"one\ntwo\0"
    assert cache.get([b"ab"]) is None
    assert cache.get([b"a", b"b", b""]) is None
    cache.put([b"a", b"b"], b"three")
    assert cache.get([b"a", b"b"]) == b"three"
    assert len(files(tmp_path)) == 1


@pytest.mark.parametrize("damage", [b"", b"\n", b"{}", b"no digest\ndata"])
def test_a_damaged_record_is_none(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(str(tmp_path))
    cache.put([b"key"], b"data")
    (record,) = files(tmp_path)
    record.write_bytes(damage)
    assert cache.get([b"key"]) is None
    whole = Cache(str(tmp_path / "other"))
    whole.put([b"key"], b"data")
    (record,) = files(tmp_path / "other")
    record.write_bytes(record.read_bytes()[:-1])
    assert whole.get([b"key"]) is None


def test_what_cannot_be_written_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    cache = Cache(str(tmp_path / "file"))
    cache.put([b"key"], b"data")
    assert cache.get([b"key"]) is None


@pytest.mark.parametrize(
    ("environ", "wanted", "on"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"CI": "true"}, True, False),
        ({"CI": "true", "SDD_IMPACT_CACHE": "on"}, True, True),
        ({"CI": "true", "SDD_IMPACT_CACHE": "on"}, False, False),
        ({"SDD_IMPACT_CACHE": "off"}, True, False),
        ({"SDD_IMPACT_CACHE": "OFF "}, True, False),
        ({"SDD_IMPACT_CACHE": "0"}, True, False),
    ],
)
def test_when_it_is_on(tmp_path: Path, environ: dict[str, str], *, wanted: bool, on: bool) -> None:
    cache = Cache.of(str(tmp_path / "cache"), environ, wanted=wanted)
    assert cache.on is on
    cache.put([b"key"], b"data")
    assert (cache.get([b"key"]) == b"data") is on
    assert bool(files(tmp_path)) is on


def test_it_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdd_impact.history.cache._MOST", 4)
    cache = Cache(str(tmp_path))
    for number in range(3000):
        cache.put([str(number).encode()], b"data")
    assert 256 <= len(files(tmp_path)) <= 256 * 5
    assert cache.get([b"2999"]) == b"data"
