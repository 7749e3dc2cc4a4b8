"""The nouns, in the order in which the data meets them. Read this file first.

Every noun is immutable: a ``NamedTuple``, or a ``Distinct`` where two nouns of equal content must not be equal (the
nodes of a query). ``docs/decisions/0002-nouns.md`` has the reason: start-up time. Rooms exchange nothing else. Sequences
are tuples, so that a noun can be hashed, cached and sent to another process. Lines and columns count from 1.
Paths are relative to the repository's root, with ``/``; bytes that are not UTF-8 are kept by ``surrogateescape``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, Protocol

from sdd_impact.tuples import Distinct, NamedTuple

# --- what history reads ------------------------------------------------------------------------------------------


class Location(NamedTuple):
    """A place in a file. ``end_line`` is the last line of what stands there (0 where that says nothing)."""

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 0


class Source(NamedTuple):
    """One version of one file: its path and its bytes as they lie in the repository."""

    path: str
    data: bytes


class FileChange(NamedTuple):
    """One file of the difference. ``before`` is None for an added file, ``after`` for a deleted one.

    A renamed file has both, with different paths. ``ignored`` says why its content is left out
    (``generated``, ``vendored``, ``minified``, ``binary``, ``too large``, ``excluded by configuration``); empty where it is read.
    """

    before: Source | None
    after: Source | None
    ignored: str = ""

    @property
    def path(self) -> str:
        """The path that a reader looks for: after the change, or before where the file is gone."""
        side = self.after or self.before
        return side.path if side else ""


class Tree(Protocol):
    """All files at one side of the comparison, read only when asked."""

    def paths(self) -> tuple[str, ...]:
        """Every path, sorted."""

    def read(self, path: str) -> Source | None:
        """The file, or None where there is none (or it is a link, a submodule or too large)."""

    def containing(self, words: Iterable[str]) -> tuple[str, ...]:
        """The paths of the text files that contain at least one of these words (fixed strings, case kept)."""


class Unread(NamedTuple):
    """A thing that was not looked at, with the reason. It is reported, never dropped.

    ``suspicious`` marks a source file whose bytes look like log or error statements: it asks for one confirmation.
    """

    path: str
    reason: str
    line: int = 0
    suspicious: bool = False


class Revision(NamedTuple):
    """One side of a comparison: its ``name`` as a person would say it and its full commit id ("" where there is none)."""

    name: str
    commit: str


LookedAt = Literal["commit", "index", "worktree"]


class Comparison(NamedTuple):
    """Base and head, and what differs. ``label`` is the first line of all text output.

    ``own_records`` are the paths of checklists that this branch itself brings: added since the merge-base, and
    neither a rename nor a copy of a record that the merge-base has. ``content`` is equal for two comparisons whose trees have the same
    content on both sides; "" where that is not known. ``doubts`` are sentences about what is compared with, where that could be another
    commit.
    """

    base: Revision
    merge_base: str
    head: Revision
    looked_at: LookedAt
    branch: str
    label: str
    files: tuple[FileChange, ...]
    base_tree: Tree
    head_tree: Tree
    own_records: tuple[str, ...] = ()
    not_checked: tuple[Unread, ...] = ()
    content: str = ""
    doubts: tuple[str, ...] = ()


# --- what languages read -----------------------------------------------------------------------------------------

#: Placeholder kinds. Each is a language of texts (``matching`` knows which); ``any`` is every text.
KINDS = (
    "any", "int", "float", "bool", "id", "uuid", "hex", "ip", "email", "url", "path",
    "duration", "datetime", "token", "enum", "exception", "masked", "phone", "name", "secret", "mac", "json",
    "timestamp", "around",
)  # fmt: skip

#: Levels from least to most severe. A level without a counterpart keeps its own lower-case name.
LEVELS = ("trace", "debug", "info", "notice", "warning", "error", "critical")


class Placeholder(NamedTuple):
    """A hole of a template.

    ``name`` is what a reader calls it (``user_id``, ``mask(email)``; "" where nothing better is known), ``kind`` one of
    :data:`KINDS`, ``rendering`` the format code as written (``%s``, ``%5d``, ``!r``, ``:>8``; "" for plain), ``expression``
    the source text of the argument. ``values`` are all texts it can have, where they are finite (an enum, a constant).
    ``inferred`` says that the kind was guessed from a name. ``inside`` is the kind of the value before it was masked. ``stated`` says that the configuration says what it prints.
    """

    name: str
    kind: str = "any"
    rendering: str = ""
    expression: str = ""
    values: tuple[str, ...] = ()
    inferred: bool = False
    inside: str = ""
    stated: bool = False


class Template(NamedTuple):
    """The set of texts that one statement prints: literal text and placeholders, in order.

    Neighbouring literals are always one string, and no literal is empty, so equal templates compare equal.
    """

    parts: tuple[str | Placeholder, ...] = ()

    @staticmethod
    def of(*parts: str | Placeholder) -> Template:
        """Build a template from any parts, joining literals and dropping empty ones."""
        joined: list[str | Placeholder] = []
        for part in parts:
            if isinstance(part, str) and joined and isinstance(joined[-1], str):
                joined[-1] += part
            elif part != "":
                joined.append(part)
        return Template(tuple(joined))

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """The placeholders in order."""
        return tuple(part for part in self.parts if isinstance(part, Placeholder))

    @property
    def literals(self) -> tuple[str, ...]:
        """The literal runs in order."""
        return tuple(part for part in self.parts if isinstance(part, str))

    @property
    def raw(self) -> str:
        """The message as shown in JSON, white space kept: placeholders as ``{name}``, literal braces doubled."""
        return "".join(
            part.replace("{", "{{").replace("}", "}}") if isinstance(part, str) else "{" + part.name + "}" for part in self.parts
        )

    @property
    def message(self) -> str:
        """:attr:`raw` with white space folded, for people."""
        return " ".join(self.raw.split())

    @property
    def skeleton(self) -> tuple[str | None, ...]:
        """The literal texts with None for every placeholder: what a rename of a variable leaves equal."""
        return tuple(part if isinstance(part, str) else None for part in self.parts)


class Field(NamedTuple):
    """A structured field of a log statement: its name and what its value can be."""

    name: str
    value: Template = Template()


class Translation(NamedTuple):
    """The text of a key in the language that developers write, and where the catalogue has it. ``locale`` is "" for a bundle without one.

    Of a statement, ``text`` is its whole message with the text for the key. ``name`` is the key as a template: a key may be a text itself.
    """

    key: str
    text: Template
    locale: str
    location: Location
    name: Template = Template()


class Translated(NamedTuple):
    """What one translation catalogue says: its texts, and what of it could not be read."""

    translations: tuple[Translation, ...] = ()
    unread: tuple[Unread, ...] = ()


What = Literal["log", "error"]
Audience = Literal["customer", "api", "operator", "internal"]


class Statement(NamedTuple):
    """One log statement or one error message in source code.

    ``location`` is the first line of the call (of the ``raise``, ``throw`` or ``return`` for an error). ``symbol`` is the enclosing
    function or class, dotted. ``level`` is one of :data:`LEVELS`, another lower-case name, or None. ``logger`` is the logger's name
    where it is known, ``console`` for console output. ``opening`` names a symbol that holds the message and could not be
    resolved in this file (then the template is one placeholder); ``style`` is then the format style by which the text found for it
    takes ``arguments`` (a field's name is "" for a positional one). ``translation`` is what the message says where it is, or holds, a
    translation key whose text is known. ``status``, ``code``, ``type`` and ``audience`` belong to errors; ``constants`` are the names that a
    status, or the code, may come from where that is not known yet.
    """

    what: What
    location: Location
    language: str
    template: Template
    level: str | None = None
    logger: str = ""
    symbol: str = ""
    fields: tuple[Field, ...] = ()
    opening: str = ""
    test: bool = False
    status: int | None = None
    code: str = ""
    type: str = ""
    audience: Audience = "internal"
    style: str = ""
    arguments: tuple[Field, ...] = ()
    translation: Translation | None = None
    constants: tuple[str, ...] = ()

    @property
    def shown(self) -> Template:
        """What a reader sees: the text of a translation key where it is known, else the message."""
        return self.translation.text if self.translation else self.template

    @property
    def console(self) -> bool:
        """Whether it prints to the console rather than to a log."""
        return self.logger == "console"


class Definition(NamedTuple):
    """A named text in source code that statements elsewhere may print: a constant, a class attribute, an enum member.

    ``name`` is dotted within its file (``Errors.NOT_FOUND``, ``RESET_MESSAGE``).
    """

    name: str
    template: Template
    location: Location


class Wrapper(NamedTuple):
    """A function that logs a text which it is given, so that its callers say what is logged.

    ``name`` is dotted within its file (``Audit.write``), ``statement`` what it logs: a placeholder whose expression is one of
    ``parameters`` stands for what a caller gives. ``rest``: it passes further arguments on, which fill the text by ``style`` (at this
    position; -1 where it does not). ``level``: the parameter that holds the level; ``default_level``: the one where a call gives none.
    ``keywords``: further keywords become fields. ``extends``: it is called on any object of the type that it extends.
    """

    name: str
    location: Location
    language: str
    parameters: tuple[str, ...]
    statement: Statement
    rest: int = -1
    style: str = ""
    level: str = ""
    keywords: bool = False
    default_level: str | None = None
    extends: bool = False


class Given(NamedTuple):
    """An argument of a call: its keyword ("" where it goes by position), what it prints, and whether it certainly is a text."""

    keyword: str
    texts: tuple[Template, ...]
    text: bool = False


class Handed(NamedTuple):
    """A call that hands a text to a function which may be a :class:`Wrapper` of another file.

    ``callee`` is dotted as written; ``around`` the class that the call stands in, and its bases; ``types`` the declared type of the
    object that is called; ``origin`` the words of the import that the callee's first name comes from.
    """

    callee: str
    location: Location
    language: str
    arguments: tuple[Given, ...]
    symbol: str = ""
    around: tuple[str, ...] = ()
    types: str = ""
    origin: tuple[str, ...] = ()


class Extraction(NamedTuple):
    """What one language read in one file. ``unread`` lists places whose text looks like a statement but does not parse.

    ``wrappers`` are the file's functions that log what they are given, ``handed`` its calls of what may be one of another file.
    ``damage`` is the number of regions that do not parse (0: the file does).
    """

    statements: tuple[Statement, ...] = ()
    definitions: tuple[Definition, ...] = ()
    unread: tuple[Unread, ...] = ()
    wrappers: tuple[Wrapper, ...] = ()
    handed: tuple[Handed, ...] = ()
    damage: int = 0


class LogCall(NamedTuple):
    """A project's own logging wrapper, from the configuration.

    ``call`` is the dotted call as written (``audit_log``, ``self.audit``, ``Log.audit``), ``message`` the argument's position
    from 0 (or its keyword), ``level`` a level name, or the position of the argument that holds it.
    """

    call: str
    message: int | str = 0
    level: str | int = "info"


class Language(NamedTuple):
    """A language's door. ``extract(source, calls)`` never raises on bad source; ``hints`` are byte words without one of
    which a file can hold no statement (the prefilter). ``test_paths`` are patterns of that ecosystem's test files."""

    name: str
    suffixes: tuple[str, ...]
    extract: Callable[[Source, tuple[LogCall, ...]], Extraction]
    hints: tuple[bytes, ...] = ()


# --- what analysis pairs -----------------------------------------------------------------------------------------

ChangeKind = Literal["added", "removed", "modified"]


class Change(NamedTuple):
    """A statement that Support sees differently. ``id`` is ``ch-1``, ``ch-2`` … in the order of the files and lines.

    ``event_only`` marks a pair whose message, level, fields and kinds are equal but whose event differs (another
    logger name): no change by itself, yet the searches are decided on it. ``remains`` is where, after the change, a statement equal to a
    removed one still stands in the same file: two equal ones became one.
    """

    id: str
    kind: ChangeKind
    before: Statement | None
    after: Statement | None
    event_only: bool = False
    remains: Location | None = None

    @property
    def statement(self) -> Statement:
        """The side to show: after, or before where it is removed."""
        side = self.after or self.before
        if side is None:
            raise ValueError("a change has at least one side")
        return side

    @property
    def text_only(self) -> Translation | None:
        """The text that changed, where the code did not: another text stands for the same key of a translation catalogue."""
        if not (self.before and self.after) or self.event_only:
            return None
        old, new = self.before, self.after
        if (old.template, old.level) != (new.template, new.level) or old.shown == new.shown:
            return None
        return self.after.translation or self.before.translation


class Event(NamedTuple):
    """What one statement puts into the log, as a search sees it.

    ``line`` is the whole printed line where the layout is known, else None: then any text may stand before and
    after the message. ``program`` is the process name in front of a syslog line. ``fields`` map a field's name to its value.
    """

    message: Template
    level: str | None = None
    logger: str = ""
    program: str = ""
    fields: tuple[Field, ...] = ()
    line: Template | None = None
    assuming: tuple[str, ...] = ()


# --- what searches read ------------------------------------------------------------------------------------------


class Phrase(Distinct):
    """Text that must stand in the line or in ``field``.

    ``where``: ``substring`` (anywhere), ``term`` (whole tokens of letters and digits), ``word`` (whole words as Unicode cuts them: ``_`` belongs to a word,
    and so does a dot between two letters), ``whole`` (all of it), ``start`` or ``end``. ``wildcards`` makes ``*`` (and ``?``) stand for any text (one character).
    """

    text: str
    case: bool = True
    where: Literal["substring", "term", "word", "whole", "start", "end"] = "substring"
    field: str = ""
    wildcards: bool = False


class Regex(Distinct):
    """A regular expression that must be found in the line or in ``field``. ``flags`` are letters (``i``, ``m``, ``s``, ``x``).

    ``captures_only`` marks an extraction (``rex``, ``parse``): it selects nothing, and a miss loses captures only.
    """

    pattern: str
    dialect: Literal["python", "pcre", "re2", "ere", "bre", "oniguruma", "lucene", "cloudwatch"] = "python"
    flags: str = ""
    field: str = ""
    captures_only: bool = False


class FieldIs(Distinct):
    """A comparison of a field: ``op`` is ``=``, ``!=``, ``<``, ``<=``, ``>``, ``>=`` or ``exists``. ``wildcards`` as in :class:`Phrase`.

    ``case_in_words`` is false for an engine that drops case where it cuts a field into words, and keeps it where it does not.
    """

    field: str
    op: Literal["=", "!=", "<", "<=", ">", ">=", "exists"]
    value: str = ""
    case: bool = False
    wildcards: bool = False
    case_in_words: bool = True


class Routing(Distinct):
    """A condition that says where events come from, not what they say (``index=``, ``sourcetype=``, a log group).

    It is taken as true and shown under ``assuming``.
    """

    text: str


class Opaque(Distinct):
    """A part that is not understood. It may make a match possible, never impossible."""

    text: str
    reason: str


class AllOf(Distinct):
    """Every part holds."""

    parts: tuple[Query, ...]


class AnyOf(Distinct):
    """At least one part holds. Each part has its own verdict where the user wrote the list as such."""

    parts: tuple[Query, ...]


class Not(Distinct):
    """The part does not hold."""

    part: Query


Query = Phrase | Regex | FieldIs | Routing | Opaque | AllOf | AnyOf | Not


class SavedSearch(NamedTuple):
    """A saved search or an alert. ``text`` is the query as its file has it; ``parts`` name the alternatives that a person
    would call "the search's expressions" (empty where it is one). ``revision`` is that of the other repository it came from.
    ``link`` is where a person opens the search ("" where the file does not say). ``places`` say where its events come from, beside the
    conditions of the query (a log group; several that stand for each other are joined by `` OR ``). ``paths`` are patterns of the only
    code whose statements it is held against, as the configuration's routes have it (empty: all code). ``exported``: it was copied out of a
    user interface; ``dated`` is the newest day (``2026-11-24``) that the copy itself says it was changed or exported on ("" where none).

    The parts are, in order, those of the first :class:`AnyOf` with as many parts that is the query itself or stands directly in
    a top-level :class:`AllOf`; :attr:`alternatives` takes them apart.
    """

    name: str
    format: str
    location: Location
    text: str
    query: Query
    owner: str = ""
    alert: bool = False
    revision: str = ""
    parts: tuple[str, ...] = ()
    link: str = ""
    places: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    exported: bool = False
    dated: str = ""

    @property
    def origins(self) -> tuple[str, ...]:
        """Everything that the search says of where its events come from: its places, and the conditions of its query that do."""
        around = self.query.parts if isinstance(self.query, AllOf) else (self.query,)
        return tuple(dict.fromkeys((*self.places, *(each.text for each in around if isinstance(each, Routing)))))

    @property
    def alternatives(self) -> tuple[tuple[str, Query], ...]:
        """Each part's text with the whole query narrowed to that part; empty where the search has no parts."""
        if not self.parts:
            return ()
        around = self.query.parts if isinstance(self.query, AllOf) else (self.query,)
        for at, each in enumerate(around):
            if isinstance(each, AnyOf) and len(each.parts) == len(self.parts):
                before, behind = around[:at], around[at + 1 :]
                narrowed = ((*before, part, *behind) for part in each.parts)
                return tuple((text, AllOf(parts)) for text, parts in zip(self.parts, narrowed, strict=True))
        return ()


class Reading(NamedTuple):
    """What one format read in one file: the searches, and what it could not read, each with its line."""

    searches: tuple[SavedSearch, ...] = ()
    unread: tuple[Unread, ...] = ()


class SearchFormat(NamedTuple):
    """A saved-search format's door.

    ``recognises(path, head)`` decides by the path and the first 4 KiB whether a file found by itself is of this format;
    ``paths`` are glob patterns that such files match, so that only those are opened. ``read`` never raises on bad content.

    A format whose files lean on others (macros, locals, owners) also has ``companions(source, paths)``, which picks those of
    ``paths`` that help to read the source, and ``read_with(source, companions)``.
    """

    name: str
    paths: tuple[str, ...]
    recognises: Callable[[str, bytes], bool]
    read: Callable[[Source], Reading]
    companions: Callable[[Source, tuple[str, ...]], tuple[str, ...]] | None = None
    read_with: Callable[[Source, tuple[Source, ...]], Reading] | None = None


# --- what matching decides ---------------------------------------------------------------------------------------

Certainty = Literal["always", "generic", "contingent", "never", "unknown"]

#: Verdicts from the most serious to the least. A search's verdict is its most serious one.
VERDICTS = (
    "broken", "search-removed", "likely-broken", "captures-changed", "narrowed", "newly-matches", "unknown", "still-matches", "unbound",
)  # fmt: skip


class Capture(NamedTuple):
    """A capture group or parsed field: the placeholder it takes before and after (None where it takes none)."""

    group: str
    before: str | None
    after: str | None


class Match(NamedTuple):
    """One search held against one event.

    ``witness`` is a line that it matches (always and generic; confirmed where ``confirmed_by`` names the engine), ``needs`` the text that a
    placeholder would have to contain (contingent), ``captures`` the groups with the placeholder or text each takes. ``value_only``
    marks a contingent match whose words are mostly the statement's own: all that it needs is a value of the placeholders.
    """

    certainty: Certainty
    witness: str | None = None
    needs: str = ""
    because: str = ""
    confirmed_by: str | None = None
    captures: tuple[tuple[str, str], ...] = ()
    assuming: tuple[str, ...] = ()
    value_only: bool = False

    @property
    def bound(self) -> bool:
        """Whether the search is bound to the statement: always or generic."""
        return self.certainty in ("always", "generic")


class MatchedChange(NamedTuple):
    """A search held against both sides of one change (``change`` is its id). A side that does not exist is None."""

    change: str
    before: Statement | None
    after: Statement | None
    match_before: Match | None
    match_after: Match | None


class PartVerdict(NamedTuple):
    """The verdict of one expression of a filter that has several."""

    text: str
    verdict: str
    because: str


class Proposal(NamedTuple):
    """A new query for a broken search, in its own language, verified by the matcher against the new line.

    ``both`` matches the old and the new line, for the time until the release is everywhere ("" where none was found).
    ``witness`` is the new line that it was verified on.
    """

    query: str
    both: str = ""
    witness: str = ""


class SearchVerdict(NamedTuple):
    """What the branch does to one saved search. ``was`` is its text at the base where the branch changed what it asks, else "".

    The ``change`` of a statement that the branch did not change is ``st-1``, ``st-2`` …: there the search alone changed. ``unproposed`` says why no
    new query is proposed, where one is wanted ("" elsewhere).
    """

    search: SavedSearch
    verdict: str
    because: str
    statements: tuple[MatchedChange, ...] = ()
    also: tuple[str, ...] = ()
    parts: tuple[PartVerdict, ...] = ()
    captures: tuple[Capture, ...] = ()
    assuming: tuple[str, ...] = ()
    proposal: Proposal | None = None
    was: str = ""
    unproposed: str = ""


class Feeding(NamedTuple):
    """A statement that feeds a search, with a line that shows it."""

    statement: Statement
    match: Match


class Nearest(NamedTuple):
    """The statement closest to a search that nothing feeds, and what differs, as a sentence."""

    statement: Statement
    differs: str


class SearchState(NamedTuple):
    """One search without any difference: ``bound`` (with the statements that feed it), ``unbound`` or ``unknown``."""

    search: SavedSearch
    state: Literal["bound", "unbound", "unknown"]
    because: str
    statements: tuple[Feeding, ...] = ()
    nearest: Nearest | None = None
    assuming: tuple[str, ...] = ()


# --- what detectors see ------------------------------------------------------------------------------------------


class Evidence(NamedTuple):
    """Where a thing was seen, the text that stands there, and the reason in one sentence."""

    location: Location
    quote: str
    because: str
    side: Literal["before", "after"] = "after"


class Signal(NamedTuple):
    """Something besides a log or error text that Support would notice.

    ``id`` is from :data:`SIGNALS`. ``key`` is its identity for a person (a route, a job's name, a table's column): equal keys
    before and after are no change. ``novel`` are words that must be absent from the base for the signal to be new (so that moved
    code is silent); ``data`` are its particulars as text.
    """

    id: str
    evidence: Evidence
    key: str = ""
    symbol: str = ""
    novel: tuple[str, ...] = ()
    data: tuple[tuple[str, str], ...] = ()
    refs: tuple[str, ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """Return one particular, or ``default``."""
        return dict(self.data).get(name, default)


#: Everything a detector may report. The detector's module is named in its page.
SIGNALS = (
    "account-action", "audit-call", "message-sent", "message-template-changed", "migration", "permission-changed",
    "personal-data-logged", "secret-logged", "masked", "route-added", "route-removed", "validation-changed", "job-added", "setting-added",
    "flag-added", "todo-added", "log-without-id", "record-id-logged", "document-mentions", "document-changed", "text-untranslated",
)  # fmt: skip


class Scene(NamedTuple):
    """What a detector looks at: the changed files (ignored ones left out), the paired changes, both trees, and the settings.

    ``before`` and ``after`` are all statements of the changed files: one that reads the same may yet print another value (another
    argument, a field that is masked now).
    """

    files: tuple[FileChange, ...]
    changes: tuple[Change, ...]
    base: Tree
    head: Tree
    settings: Settings
    before: tuple[Statement, ...] = ()
    after: tuple[Statement, ...] = ()


class Detector(NamedTuple):
    """A detector's door: ``signals`` are the ids it may report; ``detect`` never raises on bad source."""

    name: str
    signals: tuple[str, ...]
    detect: Callable[[Scene], tuple[Signal, ...]]


Severity = Literal["block", "warn", "off", "auto"]


class Impact(NamedTuple):
    """A thing that Support would notice, with its evidence. ``id`` is from the closed list in ``analysis``.

    ``fingerprint`` (``ev-`` and 16 hex digits) is made of impact id, text, symbol, ordinal among equals and search name. ``was`` and ``now``
    are the texts before and after, ``subject`` what the row is about (a search, a field, a route), ``data`` further prefilled cells of the row.
    """

    id: str
    fingerprint: str
    evidence: Evidence
    questions: tuple[str, ...]
    severity: Severity
    subject: str = ""
    was: str = ""
    now: str = ""
    refs: tuple[str, ...] = ()
    data: tuple[tuple[str, str], ...] = ()


# --- settings ----------------------------------------------------------------------------------------------------


class Owner(NamedTuple):
    """Who owns the code below a path pattern, where to reach them, and during which hours."""

    path: str
    team: str
    channel: str = ""
    hours: str = ""


class SearchPlace(NamedTuple):
    """A file or folder with saved searches. ``format`` is a format's name, or empty to recognise it."""

    path: str
    format: str = ""


class Exemption(NamedTuple):
    """A rule by which branches need no checklist. Every condition that it names must hold: the branch's name *and* the authors of all
    its commits, the branch that it is merged ``into``, every changed path. ``until`` is its last day, in ISO 8601."""

    reason: str
    branches: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    until: str = ""


class LineLayout(NamedTuple):
    """How one part of a repository writes a log line: what the configuration says, or what was found in the program's own.

    ``form`` is ``text`` (then ``pattern`` says the line, with ``{message}`` and other slots), ``json`` or ``logfmt`` (then ``keys`` are pairs of
    what is printed, ``message level logger time``, and the key it stands under), or "" where only a program's name is known. ``syslog`` is the
    program in the prefix ``program[pid]: ``, ``levels`` the words that stand for the levels, ``source`` the file that said so ("" for the
    configuration).
    """

    paths: tuple[str, ...] = ()
    form: Literal["", "text", "json", "logfmt"] = ""
    pattern: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    syslog: str = ""
    program: str = ""
    levels: str = ""
    source: str = ""


class CodePlace(NamedTuple):
    """A checkout of code that prints the lines which this repository's searches look for: its folder, and a revision of it ("": as it lies)."""

    path: str
    revision: str = ""


class Route(NamedTuple):
    """Which code writes where: the lines of every place that ``where`` names (``*`` is any text, ``?`` one character) come from these paths."""

    where: str
    paths: tuple[str, ...]


class PlaceholderRule(NamedTuple):
    """What placeholders print, as the configuration says: those called ``name``, of the messages that ``message`` names, below ``paths``.

    In names and messages ``*`` is any text; what is empty names all. A rule has a ``kind`` of :data:`KINDS`, or all ``values``.
    """

    kind: str
    name: str = ""
    message: str = ""
    paths: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


class Settings(NamedTuple):
    """The configuration with every default filled in. ``docs/configuration.md`` is its page.

    *Facts* (what exists: searches, shown IDs, owners, paths) may be claimed by the branch; *rules* (severity, exclusions, masks,
    ``require``, ignored paths, signers) bind from the merge-base, joined with the branch's where that is stricter.
    """

    base: str = ""
    require: Literal["when-asked", "when-evidence", "always"] = "when-asked"
    records: str = "support-impact"
    searches: tuple[SearchPlace, ...] = ()
    logging: tuple[LogCall, ...] = ()
    console_is_searched: bool = False
    exclude: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    shown_ids: tuple[str, ...] | None = None
    support_ui_paths: tuple[str, ...] = ()
    audit_calls: tuple[str, ...] | None = None
    notify_calls: tuple[str, ...] = ()
    owners: tuple[Owner, ...] | None = None
    masks: tuple[str, ...] = ()
    personal_data_allowed: tuple[str, ...] = ("id",)
    docs: tuple[str, ...] = ()
    ticket_pattern: str = ""
    signers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    internal_columns: tuple[str, ...] = ()
    freeze_days: tuple[str, ...] = ()
    release_on: str = ""
    always_confirm: bool = False
    exempt: tuple[Exemption, ...] = ()
    source: str = ""
    digest: str = ""
    layouts: tuple[LineLayout, ...] = ()
    routes: tuple[Route, ...] = ()
    sources: tuple[CodePlace, ...] = ()
    exports_max_age: int = 90
    placeholders: tuple[PlaceholderRule, ...] = ()


# --- what documents hold -----------------------------------------------------------------------------------------


class Asked(NamedTuple):
    """One field of an answer or a row: its ``type`` (``text choice choices link date``), and when it must be filled.

    ``required_when`` is empty (optional), ``("always",)``, or the answers (of ``decided_by``, else of the question) that need it.
    ``trial`` is one of :data:`TRIALS`; ``trial_when`` are the values it is tried on (empty: every value). ``prefill`` is the source (as in
    ``Question.shows``) of a value that the tool writes first and a person may correct; ``offers`` one that ``fill`` proposes. ``unless`` are
    (option, cell, text): the option is refused where that cell of the row has that text.
    """

    name: str
    type: str = "text"
    ask: str = ""
    options: tuple[str, ...] = ()
    min_chars: int = 1
    required_when: tuple[str, ...] = ()
    decided_by: str = ""
    trial: str = ""
    example: str = ""
    trial_when: tuple[str, ...] = ()
    prefill: str = ""
    offers: str = ""
    unless: tuple[tuple[str, str, str], ...] = ()


#: How an answer can be tried, and what it must then do.
TRIALS = {
    "new-pattern": "compiles, and matches the new log line",
    "narrowed-pattern": "compiles, and no longer matches the new log line",
    "query": "matches at least one log statement of the branch",
    "not-found-again": "a fresh look at the branch no longer finds it",
    "changed-here": "the branch changes the file of the search",
}


class SignOffRule(NamedTuple):
    """When an answer needs somebody's word: ``by`` a group of signers, when the answer or a row's field has one of these values."""

    by: str
    answers: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


class Question(NamedTuple):
    """A question of the catalogue (``checklists/default/<id>.yaml``).

    ``answer`` is its type: ``yes-no``, ``yes-no-na``, ``choice``, ``text``, ``list`` (rows only) or ``auto`` (the tool answers). ``rows_when`` are the
    answers under which each row must be completed. ``theme`` is one of the tool's themes. ``registry`` names the registry it depends
    on (``searches``, ``owners``, ``audit_calls``, ``shown_ids`` or ``docs``): without it the question is at most ``warn``. ``shows`` are the cells of a row that the tool
    fills: name and source, which is ``subject``, ``was``, ``now``, ``quote``, ``because``, ``place`` (``file:line``), or a key of
    ``Impact.data``; a cell without a text is left out.
    """

    id: str
    section: str
    text: str
    help: str
    severity: Severity
    asks_when: tuple[str, ...]
    answer: str
    options: tuple[str, ...] = ()
    fields: tuple[Asked, ...] = ()
    row: tuple[Asked, ...] = ()
    rows_when: tuple[str, ...] = ()
    reason_min_chars: int = 15
    acceptable: tuple[str, ...] = ()
    not_acceptable: tuple[str, ...] = ()
    sign_off: SignOffRule | None = None
    theme: str = ""
    registry: str = ""
    time_saved: str = ""
    why: str = ""
    handover: str = ""
    stage: str = "branch"
    article: bool = False
    location: Location = Location("")
    shows: tuple[tuple[str, str], ...] = ()


class Catalogue(NamedTuple):
    """All questions, in the order in which they are asked, with the version of the bank. ``sections`` are ids and titles."""

    version: str
    questions: tuple[Question, ...]
    sections: tuple[tuple[str, str], ...] = ()

    def get(self, question: str) -> Question | None:
        """Return a question by its id."""
        return next((each for each in self.questions if each.id == question), None)


class Cell(NamedTuple):
    """A written value and where it stands."""

    value: str
    location: Location


class Row(NamedTuple):
    """A row of an answer: the evidence it answers ("" for a row added by hand) and its cells by name."""

    evidence: str
    cells: Mapping[str, Cell]
    location: Location

    def get(self, name: str) -> str:
        """Return a cell's text, "" where it is not there."""
        cell = self.cells.get(name)
        return cell.value if cell else ""


class Answer(NamedTuple):
    """What a checklist says to one question. ``fields`` are the cells beside ``answer`` and ``rows``."""

    question: str
    answer: Cell | None
    fields: Mapping[str, Cell]
    rows: tuple[Row, ...]
    location: Location
    by_tool: bool = False


class Checklist(NamedTuple):
    """The record of one branch, as read from its file."""

    path: str
    branch: str
    catalogue: str
    summary: str
    answers: tuple[Answer, ...]
    problems: tuple[Problem, ...] = ()
    resolved: tuple[Answer, ...] = ()

    def get(self, question: str) -> Answer | None:
        """Return the answer to a question."""
        return next((each for each in self.answers if each.question == question), None)


class SignOff(NamedTuple):
    """Somebody's word on an exception, as read from a file of ``sign-off/``: ``kind`` is ``sign-off``, ``waiver`` or ``request``.

    It covers these fingerprints of one question, and only with the answer whose digest (``sha256:…``) it names; a waiver names none and
    holds up to the day ``expires`` (2026-12-31), which stands at ``expires_at``. ``role`` is the group of signers. With ``problems`` it counts for nothing.
    """

    path: str
    kind: str
    question: str
    evidence: tuple[str, ...]
    answer: str = ""
    by: str = ""
    role: str = ""
    reason: str = ""
    owner: str = ""
    expires: str = ""
    on: str = ""
    shown: str = ""
    branch: str = ""
    location: Location = Location("")
    problems: tuple[Problem, ...] = ()
    expires_at: Location | None = None


class ToolAnswer(NamedTuple):
    """A question that the tool answers itself, with the reason. ``theme`` is set for the four themes that every record names."""

    question: str
    answer: str
    because: str
    theme: str = ""


class Asking(NamedTuple):
    """A question raised on this branch, with the impacts that raise it; each becomes a row."""

    question: Question
    severity: Severity
    impacts: tuple[Impact, ...]


# --- what is said at the end -------------------------------------------------------------------------------------


class Problem(NamedTuple):
    """A line ``path:line:column: id: message`` and what to do about it. ``id`` is from a closed list, of ``analysis`` or of ``documents``.

    ``evidence`` is the fingerprint of the row that it is about, "" where it is about none.
    """

    location: Location
    id: str
    message: str
    fix: str = ""
    question: str = ""
    severity: Severity = "block"
    evidence: str = ""


class ProblemKind(NamedTuple):
    """One kind of problem, with the sentences that ``explain`` prints."""

    id: str
    title: str
    why: str
    fix: str


QuestionStateName = Literal["answered", "answered-by-tool", "open", "stale", "waived", "unsigned"]


class QuestionState(NamedTuple):
    """Where one question stands."""

    id: str
    severity: Severity
    state: QuestionStateName
    answer: str = ""
    note: str = ""


class CodeRead(NamedTuple):
    """A checkout of code that searches were held against: where it lies, the revision asked for ("": as it lies), the commit's full id ("" for a
    folder without git), and whether something in it is not committed (``dirty``)."""

    path: str
    revision: str = ""
    commit: str = ""
    dirty: bool = False

    def __str__(self) -> str:
        """Return what was looked at as a person would say it: ``../shop at v2.4.0 (3f2c9a1)``."""
        if not self.commit:
            return f"{self.path}, a folder without git"
        commit = self.commit[:7]
        at = f"{self.revision} ({commit})" if self.revision and not self.commit.startswith(self.revision) else commit
        return f"{self.path} at {at}" + (", with changes that are not committed" if self.dirty else "")


class Export(NamedTuple):
    """A file with saved searches that were copied out of a user interface.

    ``on`` is the day of the copy (``2026-11-24``; "" where nothing says it), ``by`` what says so: the copy itself (``content``), the last commit
    that changed the file (``commit``), or the file's time of modification (``file``). ``age`` is in days.
    """

    file: str
    format: str
    on: str = ""
    by: Literal["", "content", "commit", "file"] = ""
    age: int | None = None

    def __str__(self) -> str:
        """Return its age as a person would say it."""
        by = {"content": "the newest date in it", "commit": "its last commit", "file": "the file's own date"}.get(self.by, "")
        if not self.on:
            return f"{self.file}: an export of unknown age"
        age = "" if self.age is None else f", {self.age} {'day' if self.age == 1 else 'days'} ago"
        return f"{self.file}: exported {self.on}{age} ({by})"


class Noticed(NamedTuple):
    """What reading a branch gives, whoever asks: ``files`` and ``known`` are the numbers of files read and of saved searches known."""

    changes: tuple[Change, ...]
    searches: tuple[SearchVerdict, ...]
    signals: tuple[Signal, ...]
    impacts: tuple[Impact, ...]
    not_checked: tuple[Unread, ...]
    files: int
    known: int
    exports: tuple[Export, ...] = ()
    announced: tuple[str, ...] = ()


class Findings(NamedTuple):
    """The evidence of a branch: what ``diff`` prints. ``counts`` are for the one-line summary."""

    comparison: Comparison
    settings: Settings
    catalogue: str
    changes: tuple[Change, ...] = ()
    searches: tuple[SearchVerdict, ...] = ()
    signals: tuple[Signal, ...] = ()
    impacts: tuple[Impact, ...] = ()
    not_checked: tuple[Unread, ...] = ()
    announced: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    code: tuple[CodeRead, ...] = ()
    exports: tuple[Export, ...] = ()


class Verdict(NamedTuple):
    """What ``check`` says. ``reason`` is one line; ``fix`` the command that goes on from here."""

    verdict: Literal["passed", "exempt", "failed", "undetermined"]
    reason: str
    findings: Findings | None = None
    checklists: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    questions: tuple[QuestionState, ...] = ()


class SearchInventory(NamedTuple):
    """Every saved search at one revision: what ``searches`` and ``catalog searches`` print. ``known`` counts those left out, too.

    ``announced`` are sentences on what the configuration says and is not so.
    """

    revision: str
    searches: tuple[SearchState, ...]
    not_checked: tuple[Unread, ...] = ()
    dead_only: bool = False
    code: tuple[CodeRead, ...] = ()
    exports: tuple[Export, ...] = ()
    old_after: int = 0
    known: int = 0
    announced: tuple[str, ...] = ()


class Inventory(NamedTuple):
    """Every statement of one kind at one revision: what ``catalog logs`` and ``catalog errors`` print."""

    what: What
    revision: str
    statements: tuple[Statement, ...]
    not_checked: tuple[Unread, ...] = ()


class LogLine(NamedTuple):
    """A real log line: the whole ``text``, and of a structured one its message, level, logger and other fields.

    ``program`` is the name in a syslog prefix, or in the journal. ``file`` and ``number`` say where it stands. ``continues``: by its look it belongs
    to the event of the line before (a stack trace); ``more`` are the lines of the same event that follow it.
    """

    text: str
    message: str
    level: str | None = None
    logger: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    program: str = ""
    file: str = ""
    number: int = 0
    continues: bool = False
    more: str = ""

    @property
    def location(self) -> Location:
        """Where it stands."""
        return Location(self.file, self.number)


class LinesRead(NamedTuple):
    """A file of log lines: how many were read of it, and why it was not read to its end ("" where it was)."""

    file: str
    lines: int
    stopped: str = ""


class TriedStatement(NamedTuple):
    """A statement that printed so many ``lines``. ``wrong``: placeholders whose kind a value contradicted, and how often.

    ``also`` are the places of statements that print the very same text: which of them it was cannot be told.
    """

    statement: Statement
    lines: int
    wrong: tuple[tuple[Placeholder, int], ...] = ()
    also: tuple[Location, ...] = ()


class TriedSearch(NamedTuple):
    """A search held against real lines: how many of those ``held`` it matches, the statements that printed them, what that proves.

    ``first`` is where the first line stands that it matches. ``contradiction`` says what is wrong with what was told of the search before ("" where
    nothing is), and ``at`` the line that shows it.
    """

    state: SearchState
    matched: int
    by: tuple[Statement, ...]
    says: str
    held: int = 0
    first: Location | None = None
    contradiction: str = ""
    at: Location | None = None


class ProposedLayout(NamedTuple):
    """A layout that real lines show: it explains ``fits`` of the ``tried`` lines that it was held against.

    ``lines`` is how many show it, ``instead`` what was taken for granted of them ("" where nothing was), ``config`` the configuration that it
    belongs into.
    """

    layout: LineLayout
    fits: int
    tried: int
    lines: int = 0
    instead: str = ""
    config: str = ""


class ProposedKind(NamedTuple):
    """A rule for placeholders that real values show. ``was`` is the kind that was assumed; ``wrong`` of the ``values`` looked at contradict it.

    ``places`` are the statements of which it is said; ``config`` the configuration that it belongs into.
    """

    rule: PlaceholderRule
    was: str
    values: int
    wrong: int
    places: tuple[Location, ...]
    config: str = ""


class TurnedSearch(NamedTuple):
    """A search of which something else is said once the configuration has what is proposed: both were computed."""

    before: SearchState
    after: SearchState


class ForeignLines(NamedTuple):
    """Lines of one shape that no known statement prints. Every value in ``shape`` is masked; ``first`` is where the first one stands."""

    shape: str
    lines: int
    first: Location


class TriedLines(NamedTuple):
    """What real log lines say about statements and searches: what ``searches --try`` prints. ``read`` lines, the statement of ``known`` is known.

    ``continued`` further lines belong to an event that began before them. ``confirmed`` are layouts that the lines confirm, ``notes`` sentences on what could not be
    proposed; ``others`` counts lines of no known statement whose shapes are not told.
    """

    source: str
    read: int
    known: int
    statements: tuple[TriedStatement, ...]
    searches: tuple[TriedSearch, ...]
    not_checked: tuple[Unread, ...] = ()
    layouts: tuple[ProposedLayout, ...] = ()
    files: tuple[LinesRead, ...] = ()
    continued: int = 0
    kinds: tuple[ProposedKind, ...] = ()
    turned: tuple[TurnedSearch, ...] = ()
    foreign: tuple[ForeignLines, ...] = ()
    others: int = 0
    confirmed: tuple[ProposedLayout, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def contradicted(self) -> tuple[TriedSearch, ...]:
        """The searches of which something was told that a line contradicts."""
        return tuple(each for each in self.searches if each.contradiction)


class Breakage(NamedTuple):
    """One commit of the past that broke a search of today. ``date`` is ISO 8601."""

    commit: str
    date: str
    author: str
    subject: str
    verdict: SearchVerdict


class BrokenSearch(NamedTuple):
    """A search of today with the commits that broke it, newest first, and what feeds it today."""

    state: SearchState
    breakages: tuple[Breakage, ...]


class Breakages(NamedTuple):
    """Which of today's searches were broken by the last commits of a line: what ``backtest`` prints. ``known`` searches were held."""

    revision: str
    replayed: int
    known: int
    searches: tuple[BrokenSearch, ...] = ()
    not_checked: tuple[Unread, ...] = ()
    code: tuple[CodeRead, ...] = ()

    @property
    def dead(self) -> tuple[BrokenSearch, ...]:
        """Those that nothing feeds today."""
        return tuple(each for each in self.searches if each.state.state != "bound")


class BranchReport(NamedTuple):
    """The page for a tech lead: the verdict with everything it rests on."""

    verdict: Verdict
    findings: Findings
    asked: tuple[Asking, ...]
    tool_answers: tuple[ToolAnswer, ...]
    checklist: Checklist | None
    catalogue: Catalogue


class AlteredSearch(NamedTuple):
    """A saved search that reads otherwise after a release: ``changed``, ``new`` or ``deleted``; ``search`` is how it is, or was last.

    ``was`` and ``now`` are its texts ("" where it did not exist). ``record`` is the path of the record that tells of it, "" where none does.
    """

    change: Literal["changed", "new", "deleted"]
    search: SavedSearch
    was: str
    now: str
    record: str = ""


class HandOver(NamedTuple):
    """The page for Support: the records that were merged between two revisions, and the waivers that are in force.

    ``altered`` are the saved searches whose own files the release changes, whether a record tells of it or not.
    """

    since: Revision
    until: Revision
    checklists: tuple[Checklist, ...]
    catalogue: Catalogue
    settings: Settings
    not_checked: tuple[Unread, ...] = ()
    waivers: tuple[SignOff, ...] = ()
    altered: tuple[AlteredSearch, ...] = ()


Printable = Findings | Verdict | SearchInventory | Inventory | BranchReport | HandOver | Breakages | TriedLines


class Format(NamedTuple):
    """An output format's door. ``render(document, style)`` returns the whole text, escaped for its medium; it raises
    :class:`KeyError` never: ``renders`` names the nouns that it can show. ``explains`` asks for ``Style.explained``."""

    name: str
    suffix: str
    renders: tuple[type, ...]
    render: Callable[[Any, Style], str]
    explains: bool = False


class Style(NamedTuple):
    """How to print: ``colour`` on or off, ``width`` in columns, ``verbose`` for details, ``version`` of the tool for JSON.

    ``explained`` are the impacts and problems with what ``explain`` says about them, for the formats that ask for it.
    """

    colour: bool = False
    width: int = 80
    verbose: bool = False
    version: str = ""
    explained: tuple[ProblemKind, ...] = ()
