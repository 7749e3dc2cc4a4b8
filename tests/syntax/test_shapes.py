"""What shapes find is what tree-sitter's own queries find: for every grammar's declarations, on every sample and on damaged text."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from sdd_impact.syntax.code import Code, parse
from sdd_impact.syntax.grammar import table
from sdd_impact.syntax.shapes import Captures, capture, shapes

SAMPLES = Path(__file__).parent.parent / "languages"
GRAMMARS = {
    ".py": "python", ".java": "java", ".js": "javascript", ".ts": "typescript", ".tsx": "tsx", ".go": "go", ".cs": "csharp", ".kt": "kotlin",
    ".scala": "scala", ".rb": "ruby", ".php": "php", ".rs": "rust", ".c": "c", ".cc": "cpp", ".cpp": "cpp",
}  # fmt: skip
FILES = [path for path in sorted(SAMPLES.glob("*/*")) if path.suffix in GRAMMARS and not path.name.startswith("test_")]
QUERIES = [
    "(call (attribute object: (_) @o) arguments: (argument_list . (string) @s)) @c",
    "(assert_statement (_) (_) @message) @assert",
    '(call function: (identifier) @f (#eq? @f "print")) @c',
    "(return_statement [(tuple) (expression_list)] @t) @r",
    "(assignment left: (identifier) @n !type right: (_)? @v) @a",
    '(import_statement "import" @word name: (_) @n)',
]
Found = set[tuple[tuple[str, tuple[tuple[int, int, str], ...]], ...]]


def comparable(captured: Iterable[Captures]) -> Found:
    return {
        tuple(sorted((name, tuple((node.start_byte, node.end_byte, node.type) for node in nodes)) for name, nodes in each.items()))
        for each in captured
    }


def ours(code: Code, query: str) -> Found:
    return comparable(capture(code, query))


def theirs(code: Code, query: str) -> Found:
    return comparable(captures for _, captures in code.matches(query))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_declarations(path: Path) -> None:
    grammar = GRAMMARS[path.suffix]
    data = path.read_bytes()
    for text in (data, data[: len(data) // 2], data.replace(b")", b"", 3)):
        code = parse(grammar, text)
        assert ours(code, table(grammar).declarations) == theirs(code, table(grammar).declarations)


@pytest.mark.parametrize("query", QUERIES)
def test_the_language_of_queries(query: str) -> None:
    seen = 0
    for path in FILES:
        if path.suffix == ".py":
            code = parse(
                "python",
                path.read_bytes() + b"\nimport a, b.c\nassert x, y\ndef f():\n    return 1, 2\nprint('a', 'b')\na.b('c', 'd')\n",
            )
            assert ours(code, query) == theirs(code, query)
            seen += len(ours(code, query))
    assert seen


@pytest.mark.parametrize("query", ["(a", "(a) (#match? @b c)", "(_ (b))", "(a (b)+ @c)", "{a}", "(a (#eq? @b @c))"])
def test_what_is_not_read_is_refused(query: str) -> None:
    with pytest.raises(ValueError, match=r"kind|not a shape"):
        shapes(query)
