"""One rich example of every document, built by hand; hostile text included."""

from __future__ import annotations

from collections.abc import Iterable

from sdd_impact.analysis.asking import ask, tool_answers
from sdd_impact.documents.catalogue import catalogue
from sdd_impact.model import (
    AlteredSearch,
    Answer,
    BranchReport,
    Breakage,
    Breakages,
    BrokenSearch,
    Capture,
    Cell,
    Change,
    Checklist,
    Comparison,
    Evidence,
    Feeding,
    Field,
    Findings,
    ForeignLines,
    HandOver,
    Impact,
    Inventory,
    LineLayout,
    LinesRead,
    Location,
    Match,
    MatchedChange,
    Nearest,
    Owner,
    PartVerdict,
    Phrase,
    Placeholder,
    PlaceholderRule,
    Printable,
    Problem,
    Proposal,
    ProposedKind,
    ProposedLayout,
    QuestionState,
    Revision,
    Row,
    SavedSearch,
    SearchInventory,
    SearchState,
    SearchVerdict,
    Settings,
    Signal,
    SignOff,
    Source,
    Statement,
    Template,
    TriedLines,
    TriedSearch,
    TriedStatement,
    TurnedSearch,
    Unread,
    Verdict,
)


class EmptyTree:
    """A tree without files."""

    def paths(self) -> tuple[str, ...]:
        return ()

    def read(self, path: str) -> Source | None:
        return None

    def containing(self, words: Iterable[str]) -> tuple[str, ...]:
        return ()


USER = Placeholder("user_id", "id", "%s", "user.id", inferred=True)
EMAIL = Placeholder("email", "email", "%s", "user.email", inferred=True)
MASKED = Placeholder("mask(email)", "masked", "%s", "mask(user.email)", inside="email")
BEFORE = Statement(
    "log",
    Location("auth/reset.py", 41, 5, 41),
    "python",
    Template.of("PasswordReset userId: ", USER, " email: ", EMAIL),
    "info",
    "auth.reset",
    "reset_password",
)
AFTER = BEFORE._replace(template=Template.of("PasswordReset userId: ", USER, "  email: ", MASKED), fields=(Field("tenant"),))
HOSTILE = Statement(
    "error",
    Location("auth/a,b:c%.py", 7, 1, 9),
    "python",
    Template.of("| <b>@team</b> `x` \x1b[31m\n::error::{{ 1 }} ", Placeholder("what", "enum", values=("a", "b"))),
    symbol="view",
    status=500,
    code="E|1",
    type="HTTPException",
    audience="customer",
)
CHANGES = (
    Change("ch-1", "modified", BEFORE, AFTER),
    Change("ch-2", "added", None, HOSTILE),
    Change("ch-3", "removed", BEFORE, None),
)
SEARCH = SavedSearch(
    "Password reset by e-mail",
    "splunk",
    Location("ops/savedsearches.conf", 12),
    'PasswordReset | regex "email: \\S+@\\S+"',
    Phrase("PasswordReset"),
    owner="support-l2",
    alert=True,
)
MATCHED = MatchedChange(
    "ch-1",
    BEFORE,
    AFTER,
    Match("generic", witness="PasswordReset userId: 7 email: a.b@example.org", confirmed_by="re"),
    Match("never", because="a masked value has no @"),
)
VERDICT = SearchVerdict(
    SEARCH,
    "broken",
    "nothing that the program writes matches any more",
    (MATCHED,),
    also=("captures-changed",),
    parts=(PartVerdict("email", "broken", "never"),),
    captures=(Capture("email", "{email}", None),),
    assuming=("{email} renders as local@domain",),
    proposal=Proposal(r"PasswordReset userId: (?<user_id>\d+)", "", "PasswordReset userId: 7 email: ***"),
)
IMPACTS = (
    Impact(
        "saved-search-broken",
        "ev-0000000000000001",
        Evidence(AFTER.location, AFTER.template.message, VERDICT.because),
        ("saved-search-recreate",),
        "block",
        subject="Password reset by e-mail · ops/savedsearches.conf:12 · owner support-l2",
        was=BEFORE.template.message,
        now=AFTER.template.message,
        refs=("ch-1",),
        data=(("search", "Password reset by e-mail"),),
    ),
    Impact(
        "error-message-new",
        "ev-0000000000000002",
        Evidence(HOSTILE.location, HOSTILE.template.message, "an error message for customers is new"),
        ("error-messages",),
        "block",
        subject=HOSTILE.template.message,
    ),
    Impact(
        "data-migrated",
        "ev-0000000000000003",
        Evidence(Location("m.py", 3), "drop", "a column goes"),
        ("data-migration-effect",),
        "warn",
    ),
)
SIGNAL = Signal("route-added", Evidence(Location("auth/reset.py", 23), '@app.post("/resend")', "a new route"), key="POST /resend")
UNREAD = (Unread("web/app.min.js", "minified"), Unread("a|b.py", "does not parse", 3))
TREE = EmptyTree()
COMPARISON = Comparison(
    Revision("main", "a" * 40),
    "a" * 40,
    Revision("feature/mask-email", "b" * 40),
    "commit",
    "feature/mask-email",
    "main (aaaaaaa) … feature/mask-email (bbbbbbb)",
    (),
    TREE,
    TREE,
)
SETTINGS = Settings(owners=(Owner("auth/", "accounts", "#accounts", "24x7"),), digest="sha256:" + "0" * 64)
FINDINGS = Findings(
    COMPARISON,
    SETTINGS,
    "1.0",
    CHANGES,
    (VERDICT,),
    (SIGNAL,),
    IMPACTS,
    UNREAD,
    ("require: stricter on this branch",),
    (("files", 3), ("searches", 2)),
)
PROBLEMS = (
    Problem(
        Location("support-impact/x.yaml", 9, 5), "open-field", "`new_pattern` is open", "sdd-impact fill", "saved-search-recreate"
    ),
    Problem(Location("support-impact/x.yaml", 30), "evidence-gone", "1 row is gone", "sdd-impact generate", severity="warn"),
)
CHECK = Verdict(
    "failed",
    "failed: 1 problem to solve",
    FINDINGS,
    ("support-impact/x.yaml",),
    PROBLEMS,
    (
        QuestionState("saved-search-recreate", "block", "open"),
        QuestionState("error-messages", "block", "answered"),
        QuestionState("logging-changed", "auto", "answered-by-tool", "yes", "3 log statements changed"),
    ),
)


def cell(text: str) -> Cell:
    return Cell(text, Location("support-impact/x.yaml", 9))


ROW = Row(
    "ev-0000000000000001",
    {"search": cell("Password reset by e-mail"), "new_pattern": cell("user|Id"), "done_by": cell("ticket"), "link": cell("SUP-1")},
    Location("support-impact/x.yaml", 9),
)
ERROR_ROW = Row(
    "ev-0000000000000002",
    {
        "text": cell("| <b>@team</b>"),
        "audience": cell("customer"),
        "cause": cell("the mail was refused"),
        "customer_can": cell("wait"),
    },
    Location("support-impact/x.yaml", 19),
)
CHECKLIST = Checklist(
    "support-impact/x.yaml",
    "feature/mask-email",
    "1.0",
    "E-mail addresses are masked in the reset log",
    (
        Answer("logging-changed", cell("yes"), {"because": cell("3 log statements changed")}, (), ROW.location, by_tool=True),
        Answer("saved-search-recreate", cell("yes"), {}, (ROW,), ROW.location),
        Answer("error-messages", None, {}, (ERROR_ROW,), ERROR_ROW.location),
    ),
)
CATALOGUE = catalogue()
ASKED = ask(IMPACTS, CATALOGUE)
REPORT = BranchReport(CHECK, FINDINGS, ASKED, tool_answers(FINDINGS, ASKED), CHECKLIST, CATALOGUE)
WAIVER = SignOff(
    "support-impact/sign-off/w.yaml",
    "waiver",
    "saved-search-recreate",
    ("ev-5f2c91a0c3d41e77",),
    by="@maria-lind",
    reason="rebuilt | <next> week",
    owner="Maria Lind",
    expires="2999-12-31",
    shown="Password reset by e-mail",
)
ALTERED = (
    AlteredSearch("changed", SEARCH, "refund | of", "refund <of>"),
    AlteredSearch("new", SEARCH, "", "told by its record", CHECKLIST.path),
)
HAND_OVER = HandOver(
    Revision("v1", "a" * 40), Revision("v2", "b" * 40), (CHECKLIST,), CATALOGUE, SETTINGS, UNREAD, (WAIVER,), ALTERED
)
SEARCHES = SearchInventory(
    "working tree",
    (
        SearchState(SEARCH, "bound", "1 statement", (Feeding(BEFORE, Match("generic", witness="PasswordReset userId: 7")),)),
        SearchState(
            SEARCH, "unbound", "nothing writes it", nearest=Nearest(AFTER, "the search wants *login*; the code says *sign-in*")
        ),
    ),
    UNREAD,
)
LOGS = Inventory("log", "HEAD", (BEFORE, AFTER), UNREAD)
ERRORS = Inventory("error", "HEAD", (HOSTILE,))
BREAKAGE = Breakage("c" * 40, "2026-01-02T03:04:05+00:00", "Ada Okoye", "Reword | the reset log", VERDICT)
BREAKAGES = Breakages(
    "HEAD",
    100,
    2,
    (BrokenSearch(SEARCHES.searches[1], (BREAKAGE,)), BrokenSearch(SEARCHES.searches[0], (BREAKAGE, BREAKAGE))),
    UNREAD,
)
LAYOUT = LineLayout(("auth/",), "text", "{time} | {message}")
SEEN = Location("app.log", 4)
TRIED = TriedLines(
    "app.log",
    9,
    7,
    (TriedStatement(BEFORE, 7, ((BEFORE.template.placeholders[0], 2),), (Location("auth/other.py", 3),)),),
    (
        TriedSearch(SEARCHES.searches[0], 2, (BEFORE,), "confirmed", 7, SEEN),
        TriedSearch(SEARCHES.searches[1], 1, (), "it matches a line", 9, SEEN, "it is <not> | dead", SEEN),
    ),
    UNREAD,
    (ProposedLayout(LAYOUT, 5, 6, 7, "lines look as logback.xml says", "sdd-impact.yaml"),),
    (LinesRead("app.log", 9), LinesRead("old.log.gz", 3, "damaged behind line 3")),
    2,
    (ProposedKind(PlaceholderRule("email", "user", "reset of {user} | <b>"), "name", 6, 6, (SEEN,), "sdd-impact.yaml"),),
    (TurnedSearch(SEARCHES.searches[1], SEARCHES.searches[0]),),
    (ForeignLines("session * opened", 4, SEEN),),
    1,
    (ProposedLayout(LAYOUT, 3, 3, 3),),
    ("auth/x.py: its lines are laid out in 2 ways",),
)
#: Every document with the name that its part of a golden file has.
DOCUMENTS: dict[str, Printable] = {
    "findings": FINDINGS,
    "verdict": CHECK,
    "report": REPORT,
    "hand-over": HAND_OVER,
    "searches": SEARCHES,
    "logs": LOGS,
    "errors": ERRORS,
    "backtest": BREAKAGES,
    "tried": TRIED,
    "nothing": FINDINGS._replace(changes=(), searches=(), signals=(), impacts=(), not_checked=(), announced=()),
    "passed": Verdict("passed", "passed: nothing asked (3 files read)"),
    "empty hand-over": HAND_OVER._replace(checklists=(), not_checked=(), waivers=()),
}
