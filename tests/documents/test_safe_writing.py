from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from sdd_impact.documents import write_text_safely
from sdd_impact.errors import UsageError

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights on Windows")


def test_a_new_file_is_written_with_its_folder(tmp_path: Path) -> None:
    write_text_safely(tmp_path / "support-impact" / "a.yaml", "ä\n", root=tmp_path)
    assert (tmp_path / "support-impact" / "a.yaml").read_bytes() == "ä\n".encode()
    assert [path.name for path in (tmp_path / "support-impact").iterdir()] == ["a.yaml"]


def test_a_relative_path_counts_from_the_root(tmp_path: Path) -> None:
    write_text_safely(Path("x/../support-impact/a.yaml"), "a", root=tmp_path)
    assert (tmp_path / "support-impact" / "a.yaml").read_text() == "a"


def test_an_existing_file_keeps_its_mode_and_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"old\r\nold\r\n")
    file.chmod(0o640)
    write_text_safely(file, "new\nnew\n", root=tmp_path)
    assert file.read_bytes() == b"new\r\nnew\r\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    write_text_safely(file, "to the\r\nletter\n", root=tmp_path)
    assert file.read_bytes() == b"to the\r\nletter\n"


@pytest.mark.parametrize("path", ["../outside.yaml", "a/../../outside.yaml", "/outside.yaml", ".git/hooks/x.yaml", ".GIT/x.yaml"])
def test_nothing_is_written_outside(tmp_path: Path, path: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    with pytest.raises(UsageError, match=r"not below|git's own"):
        write_text_safely(Path(path), "x", root=root)
    assert list(tmp_path.rglob("*.yaml")) == []


@needs_links
def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    (elsewhere / "a.yaml").write_text("theirs")
    (root / "folder").symlink_to(elsewhere)
    (root / "a.yaml").symlink_to(elsewhere / "a.yaml")
    (root / "dangling.yaml").symlink_to(elsewhere / "new.yaml")
    for path in ("folder/a.yaml", "a.yaml", "dangling.yaml"):
        with pytest.raises(UsageError, match="symbolic link"):
            write_text_safely(root / path, "x", root=root)
    assert (elsewhere / "a.yaml").read_text() == "theirs"
    assert not (elsewhere / "new.yaml").exists()


@needs_links
def test_the_root_itself_may_be_named_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_text_safely(tmp_path / "link" / "a.yaml", "x", root=tmp_path / "link")
    write_text_safely(tmp_path / "real" / "b.yaml", "x", root=tmp_path / "link")
    assert sorted(path.name for path in (tmp_path / "real").iterdir()) == ["a.yaml", "b.yaml"]


@needs_links
def test_a_file_that_the_user_named_may_be_a_link_or_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real.txt")
    write_text_safely(tmp_path / "link", "x")
    assert (tmp_path / "real.txt").read_text() == "x"
    write_text_safely(Path(os.devnull), "x")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_an_output_file_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_text_safely(tmp_path / "missing" / "a.txt", "x")
    with pytest.raises(OSError, match="directory"):
        write_text_safely(tmp_path, "x")


def test_nothing_is_left_beside_after_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_text_safely(file, "new", root=tmp_path)
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_what_cannot_be_encoded_is_replaced(tmp_path: Path) -> None:
    write_text_safely(tmp_path / "a.txt", "a\udcffb")
    assert (tmp_path / "a.txt").read_bytes() == b"a?b"
