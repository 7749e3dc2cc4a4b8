"""Valid texts with a few bytes changed: what people, merges and enemies make of them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

#: What stands in a place where nobody expects it.
ODD = (
    b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\t", b"\r", b"\n\n", b"'", b'"', b"{", b"}", b"[", b"]", b"(", b")", b"&a ", b"*a", b"!!x ", b"<<: ", b"|", b">-\n",
    b"\\", b"%", b"#", b": ", b"- ", b"---\n", b"...\n", b"\xc3", b"\xed\xa0\x80", b"\xe2\x80\xae", b"9" * 400, b"-1", b"1e999", b"no", b"null", b"(a+)+$", b"((((((((",
    b"${x}", b"{{x}}", b"/*", b"*/", b"//", b"=", b"\x1b[31m", b"ev-", b"\xf0\x9f\x92\xa9", b"[" * 300, b"{" * 300, b"\\u0000",
)  # fmt: skip


@st.composite
def spoiled(draw: st.DrawFn, samples: tuple[bytes, ...]) -> bytes:
    """Draw a sample with one to six changes: a piece cut out, repeated, put elsewhere, or replaced by something odd."""
    data = draw(st.sampled_from(samples))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from((0, 1, 2, 5, 20, 100, 1000))))
        piece = data[start:end]
        how = draw(st.integers(0, 4))
        if how == 0:
            data = data[:start] + data[end:]
        elif how == 1:
            data = data[:end] + piece * draw(st.integers(1, 3)) + data[end:]
        elif how == 2:
            at = draw(st.integers(0, len(data)))
            data = data[:at] + piece + data[at:]
        elif how == 3:
            data = data[:start] + draw(st.sampled_from(ODD)) + data[end:]
        else:
            data = data[:start] + draw(st.binary(max_size=8)) + data[end:]
    return data[:50_000]


def samples_below(folder: Path, most: int = 20_000) -> dict[str, tuple[tuple[str, bytes], ...]]:
    """Return the files below each folder of a folder, by the folder's name: path and bytes."""
    found = {}
    for each in sorted(folder.iterdir()):
        files = (
            [
                path
                for path in sorted(each.rglob("*"))
                if (path.is_file() and path.suffix not in (".py", ".pyc")) or path.name.startswith("sample")
            ]
            if each.is_dir()
            else []
        )
        texts = tuple(
            (path.relative_to(each).as_posix(), path.read_bytes()[:most]) for path in files if "__pycache__" not in path.parts
        )
        if texts:
            found[each.name] = texts
    return found
