"""Where statements, blocks and brackets of a program of VRL begin and end."""

from __future__ import annotations

from sdd_impact.searches._vector.lexing import OPENS, Token


def closing(listed: list[Token], at: int) -> int:
    """Where the bracket at ``at`` closes; the last token where it never does."""
    depth = 0
    for index in range(at, len(listed)):
        depth += OPENS.get(listed[index].text, 0) if listed[index].kind == "op" else 0
        if depth == 0:
            return index
    return len(listed) - 1


def brace(listed: list[Token], at: int) -> int:
    """Where the block behind a condition opens."""
    depth = 0
    for index in range(at, len(listed)):
        if listed[index].kind == "op":
            if depth == 0 and listed[index].text == "{":
                return index
            depth += OPENS.get(listed[index].text, 0)
    return len(listed)


def statement_end(listed: list[Token], at: int) -> int:
    """Where a statement ends: at the end of its line, unless an operator stands there or begins the next one."""
    depth = 0
    for index in range(at, len(listed)):
        token = listed[index]
        if token.kind == "op":
            depth += OPENS.get(token.text, 0)
            if depth < 0 or (depth == 0 and token.text == ";"):
                return index
        if token.kind == "newline" and depth == 0:
            before = listed[index - 1].text
            following = next((each.text for each in listed[index + 1 : index + 4] if each.kind != "newline"), "")
            if before not in {"||", "&&", "??", "="} and following not in {"||", "&&", "??"}:
                return index
    return len(listed)


def last_expression(listed: list[Token]) -> list[Token]:
    """The tokens of the last statement: what a program that is a condition gives back."""
    starts, at = [0], 0
    while at < len(listed):
        at = statement_end(listed, at) + 1
        starts.append(at)
    pieces = [listed[start : max(start, end - 1)] for start, end in zip(starts, [*starts[1:], len(listed) + 1], strict=False)]
    pieces.append(listed[starts[-1] :])
    full = [[token for token in piece if token.kind != "newline"] for piece in pieces]
    return next((piece for piece in reversed(full) if piece), [])
