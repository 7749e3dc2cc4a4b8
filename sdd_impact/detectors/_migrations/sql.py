"""SQL: Flyway, Prisma, Supabase, goose, dbmate, sqlx, and whatever lies in a folder of migrations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdd_impact import late
from sdd_impact.detectors._blanking import blanked
from sdd_impact.detectors._migrations.noun import Op, Operation
from sdd_impact.detectors._reading import first_line
from sdd_impact.model import Location, Source

#: Files of migrations: Flyway's names, or a folder that says so.
_FLYWAY = late.regex(r"(?:.*/)?[VR]\d*(?:[._]\d+)*__\w+\.sql", re.IGNORECASE)
_FOLDER = late.regex(r"(?:^|/)(?:[\w-]*migrat\w*|patches|upgrades?|changelogs?|db/changes)/", re.IGNORECASE)
_DOWN = late.regex(r"(?:[._-]down|[._-]undo|/U\d[\w.]*__\w+|[._-]rollback)(?:\.\w+)?\.sql\Z|/down\.sql\Z|/down/", re.IGNORECASE)
#: What follows it undoes the migration.
_UNDO = late.regex(
    r"^--\s*(?:\+goose\s+Down|\+migrate\s+Down|migrate:down|//@UNDO|@UNDO|Down Migration|rollback\b).*",
    re.MULTILINE | re.IGNORECASE,
)
#: The most characters of a file that are looked at.
_LIMIT = 1_000_000

_OPENING = late.regex(r"--|/\*|'|\$(?:[A-Za-z_]\w*)?\$")
_NAME = r"(?:[\w$]+|\"[^\"\n]+\"|`[^`\n]+`|\[[^\]\n]+\])"
_TABLE = rf"((?:{_NAME}\.)*{_NAME})"
_CREATE = late.regex(
    rf"CREATE\s+(?:GLOBAL\s+)?(?:UNLOGGED\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?{_TABLE}\s*(\(|\bAS\b|\Z)?", re.IGNORECASE
)
_TEMPORARY = late.regex(r"CREATE\s+(?:LOCAL\s+|GLOBAL\s+)?TEMP(?:ORARY)?\s+", re.IGNORECASE)
_ALTER = late.regex(rf"ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?{_TABLE}\s+(.*)", re.IGNORECASE | re.DOTALL)
_DROP = late.regex(rf"DROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?{_TABLE}", re.IGNORECASE)
_DATA = late.regex(
    rf"(?:WITH\b.*?\)\s*)?(?:UPDATE\s+(?:ONLY\s+)?|INSERT\s+(?:OR\s+\w+\s+|IGNORE\s+)?INTO\s+|DELETE\s+FROM\s+|MERGE\s+INTO\s+|TRUNCATE\s+(?:TABLE\s+)?|REPLACE\s+INTO\s+){_TABLE}",
    re.IGNORECASE | re.DOTALL,
)
_RENAME_TABLE = late.regex(rf"RENAME\s+TABLE\s+{_TABLE}\s+TO\s+{_TABLE}", re.IGNORECASE)
#: What is no column in a table's list or behind ``ADD``.
_NO_COLUMN = late.regex(
    r"(?:CONSTRAINT|INDEX|KEY|UNIQUE|PRIMARY|FOREIGN|CHECK|EXCLUDE|FULLTEXT|SPATIAL|PARTITION|LIKE|PERIOD)\b", re.IGNORECASE
)
_ACTION_PATTERNS: tuple[tuple[str, Op], ...] = (
    (rf"ADD\s+(?:COLUMN\s+)?(?:IF\s+NOT\s+EXISTS\s+)?(?P<column>{_NAME})\s+(?P<type>\w+(?:\s*\([^)]*\))?)", "add_column"),
    (rf"DROP\s+(?:COLUMN\s+)?(?:IF\s+EXISTS\s+)?(?P<column>{_NAME})", "drop"),
    (rf"RENAME\s+COLUMN\s+(?P<column>{_NAME})\s+TO\s+(?P<to>{_NAME})", "rename"),
    (rf"RENAME\s+(?:TO|AS)\s+(?P<to>(?:{_NAME}\.)?{_NAME})", "rename"),
    (rf"RENAME\s+(?P<column>{_NAME})\s+TO\s+(?P<to>{_NAME})", "rename"),
    (rf"CHANGE\s+(?:COLUMN\s+)?(?P<column>{_NAME})\s+(?P<to>{_NAME})", "alter"),
    (rf"(?:ALTER|MODIFY)\s+(?:COLUMN\s+)?(?P<column>{_NAME})", "alter"),
)
_ACTIONS = tuple((late.regex(pattern, re.IGNORECASE), op) for pattern, op in _ACTION_PATTERNS)


def is_migration(path: str) -> bool:
    """Whether an SQL file is a migration by its name or its folder, and does not undo one."""
    return (_FLYWAY.fullmatch(path) is not None or _FOLDER.search(path) is not None) and not _DOWN.search("/" + path)


def operations(source: Source) -> Iterator[Operation]:
    """What a migration in SQL does."""
    if is_migration(source.path):
        yield from in_text(source.data[:_LIMIT].decode("utf-8", "replace"), source.path)


def in_text(text: str, path: str, line: int = 1) -> Iterator[Operation]:
    """What the statements of a text do; its first line is ``line`` of the file."""
    undo = _UNDO.search(text)
    text = text[: undo.start()] if undo else text
    found: list[Operation] = []
    for statement, at in _statements(text):
        found += _of_statement(statement, Location(path, line + text.count("\n", 0, at)))
    yield from _without_rebuilt(found)


def _statements(text: str) -> Iterator[tuple[str, int]]:
    """The statements and where each begins; comments and texts in quotes are blanked, so that their words and semicolons say nothing."""
    quiet = blanked(text, _OPENING, _closing, _quiet)
    start = 0
    for end in [*(found.start() for found in re.finditer(";", quiet)), len(quiet)]:
        piece = quiet[start:end]
        body = piece.lstrip()
        if body:
            yield body, start + len(piece) - len(body)
        start = end + 1


def _closing(opening: str) -> str:
    return {"--": "\n", "/*": "*/"}.get(opening, opening)


def _quiet(piece: str) -> str:
    return re.sub(r"[^\n]", " " if piece.startswith(("--", "/*")) else "_", piece)


def _of_statement(statement: str, at: Location) -> Iterator[Operation]:
    quote = first_line(statement)
    if _TEMPORARY.match(statement):
        return
    if found := _CREATE.match(statement):
        columns = tuple(_columns(statement[found.end() :])) if found[2] == "(" else ()
        yield Operation("create_table", at, quote, _bare(found[1]), columns=columns)
    elif found := _ALTER.match(statement):
        for action in _split(found[2]):
            yield from _of_action(_bare(found[1]), action, at, quote)
    elif found := _DROP.match(statement):
        yield Operation("drop", at, quote, _bare(found[1]))
    elif found := _RENAME_TABLE.match(statement):
        yield Operation("rename", at, quote, _bare(found[1]), to=_bare(found[2]))
    elif found := _DATA.match(statement):
        yield Operation("data", at, quote, _bare(found[1]))


def _of_action(table: str, action: str, at: Location, quote: str) -> Iterator[Operation]:
    for pattern, op in _ACTIONS:
        found = pattern.match(action)
        if not found:
            continue
        groups = found.groupdict()
        column = _bare(groups.get("column") or "")
        if not _NO_COLUMN.match(column):
            yield Operation(op, at, quote, table, column, groups.get("type") or "", to=_bare(groups.get("to") or ""))
        return
    if action[:4].upper() == "ADD " and action[4:].lstrip().startswith("("):  # ADD (a int, b int)
        for column in _columns(action[action.index("(") + 1 :]):
            yield Operation("add_column", at, quote, table, column)


def _split(text: str) -> Iterator[str]:
    """The parts between commas that stand outside of parentheses; the text ends where a parenthesis closes that it did not open."""
    depth, start = 0, 0
    for at, letter in enumerate(text):
        if letter == "(":
            depth += 1
        elif letter == ")":
            depth -= 1
            if depth < 0:
                yield text[start:at].strip()
                return
        elif letter == "," and depth == 0:
            yield text[start:at].strip()
            start = at + 1
    yield text[start:].strip()


def _columns(text: str) -> Iterator[str]:
    for part in _split(text):
        name = re.match(_NAME, part)
        if name and not _NO_COLUMN.match(part):
            yield _bare(name[0])


def _bare(name: str) -> str:
    """The last part of a name, without quotes."""
    return name.rpartition(".")[2].strip('"`[] ')


def _without_rebuilt(found: list[Operation]) -> list[Operation]:
    """SQLite rebuilds a table to alter it (create ``new_x``, copy, drop ``x``, rename): that is one ``alter`` of ``x``."""
    rebuilt = {
        op.table: op.to
        for op in found
        if op.op == "rename" and not op.column and any(made.op == "create_table" and made.table == op.table for made in found)
        and any(gone.op == "drop" and gone.table == op.to for gone in found)
    }  # fmt: skip
    targets = set(rebuilt.values())
    kept = []
    for op in found:
        if op.table in rebuilt:
            if op.op == "create_table":
                kept.append(op._replace(op="alter", table=rebuilt[op.table], columns=()))
        elif not (op.op == "drop" and op.table in targets and not op.column):
            kept.append(op)
    return kept
