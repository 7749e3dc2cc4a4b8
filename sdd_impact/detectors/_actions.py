"""The account actions of a file: routes, GraphQL mutations and public functions that do something to a customer's account."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sdd_impact import late
from sdd_impact.detectors._lists import hints, listed
from sdd_impact.detectors._outline import Piece
from sdd_impact.detectors._reading import File
from sdd_impact.detectors._routes import Route
from sdd_impact.detectors._words import action_in, names_action, tokens, verb_for
from sdd_impact.model import Location
from sdd_impact.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

#: Lower-case words without one of which a file names no account action.
HINTS = hints("""passw passphrase email e-mail e_mail mail confirm verif activ account user customer member profile 2fa mfa otp factor passkey
        authenticator recovery phone mobile session token login device impersonat hijack invit""")


class Action(NamedTuple):
    """Something that can be done to an account. ``label`` are its words, ``route`` how it is asked for (None for a function)."""

    key: str
    symbol: str
    label: str
    name: str
    location: Location
    quote: str
    body: Node | None
    route: Route | None


def actions(file: File, routes: Iterable[Route]) -> tuple[Action, ...]:
    """The account actions that a file defines or registers (its ``routes``). A function that answers a route is told once, as the route."""
    found = [action for route in routes if (action := of_route(route))]
    answered = {action.symbol for action in found}
    found += (action for action in _functions(file) if action.symbol not in answered)
    return tuple(sorted(found, key=lambda action: action.location))


def of_route(route: Route) -> Action | None:
    """The account action that a route is; None where it is none."""
    label = _label(route)
    name = route.handler.rpartition(".")[2] or route.path
    return Action(route.key, route.handler, label, name, route.location, route.quote, route.body, route) if label else None


#: Methods that read: a page with a form, a list. Some actions are links in a mail, and so are GET.
_READ = frozenset(["GET", "HEAD", "OPTIONS"])
_LINKED = frozenset(
    ["confirm", "verify", "activate", "unsubscribe", "export", "reactivate", "confirmation", "verification", "activation"]
)


def _label(route: Route) -> str:
    """The words of the action that a route is; "" where it is none."""
    handler = route.handler.rpartition(".")[2]
    if names_action(handler) and (route.mutating or not _READ & {route.method} or _done_by_link(tokens(handler))):
        return " ".join(tokens(handler))
    if route.method == "MUTATION":
        return " ".join(tokens(route.path)) if names_action(route.path) else ""
    segments = [segment for segment in route.path.split("/") if segment and "{" not in segment and "*" not in segment]
    parts = [word for segment in segments for word in tokens(segment)]
    found = action_in(parts)
    if found and len(parts) - found.end <= 1 and (route.method not in _READ or _done_by_link(parts[found.start : found.end])):
        return " ".join(parts[found.start :])
    last = "_".join(tokens(segments[-1])) if segments else ""
    verb = verb_for(route.method, last)
    return f"{verb} {last}" if verb else ""


def _done_by_link(parts: list[str] | tuple[str, ...]) -> bool:
    return not _LINKED.isdisjoint(parts)


# --- functions ---------------------------------------------------------------------------------------------------

#: Folders and endings of code that runs at the customer's: it mentions actions, it does not define them.
_CLIENT = listed("""components component views pages store stores hooks ui web webapp styles
    theme themes templates locales lang i18n constants types interfaces migrations dto dtos schemas""")
_CLIENT_ALONE = listed("frontend front-end client clients public static assets mobile ios android")
_CLIENT_ENDINGS = (".jsx", ".tsx", ".vue", ".svelte")
#: Endings of a class's name that make its methods plain data access or wiring.
_NO_ACTION_OWNER = late.regex(
    r".*(?:Repository|Dao|DAO|Mapper|Dto|DTO|Request|Response|Event|Config|Configuration|Properties|Client|Mock\w*|Stub|Form|Serializer"
    r"|Schema|Template|Test\w*|Factory|Builder|Page|Validator|Exception|Error|Entity|Model)"
)

#: Names of classes whose methods are done by others: ``IUserService``, ``AbstractUser``.
_INTERFACE = late.regex(r"_|I[A-Z]|Abstract")


def _functions(file: File) -> Iterator[Action]:
    if file.family == "ecmascript" and (file.path.endswith(_CLIENT_ENDINGS) or _at_client(file.path)):
        return
    if "migrations" in file.path.split("/"):
        return
    for piece in file.outline.functions:
        if names_action(piece.name) and _public(file, piece):
            yield Action(
                piece.symbol,
                piece.symbol,
                " ".join(tokens(piece.name)),
                piece.name,
                file.location(piece.node),
                file.line(piece.node),
                piece.node,
                None,
            )


def _at_client(path: str) -> bool:
    folders = [folder.lower() for folder in path.split("/")[:-1]]
    if not _CLIENT_ALONE.isdisjoint(folders):
        return True
    return not _CLIENT.isdisjoint(folders) and "api" not in folders and "server" not in folders


def _public(file: File, piece: Piece) -> bool:
    if piece.name.startswith(("_", "#")):
        return False
    if piece.owner is None:
        return piece.top and (file.family != "ecmascript" or _exported(file, piece))
    if _NO_ACTION_OWNER.fullmatch(piece.owner.name) or _INTERFACE.match(piece.owner.name):
        return False
    if file.family == "java":
        return _java_public(file, piece.node)
    return True


def _java_public(file: File, node: Node) -> bool:
    modifiers = next((child for child in node.children if child.type == "modifiers"), None)
    written = file.unit.text(modifiers) if modifiers is not None else ""
    return re.search(r"\bpublic\b", written) is not None and node.child_by_field_name("body") is not None


def _exported(file: File, piece: Piece) -> bool:
    """Whether other files can call it: an ``export``, or a name given to ``module.exports``."""
    here: Node | None = piece.node
    for _ in range(4):
        if here is None:
            return False
        if here.type == "export_statement":
            return True
        if here.type == "assignment_expression":
            left = here.child_by_field_name("left")
            return left is not None and re.match(r"(?:module\.)?exports\b", file.unit.text(left)) is not None
        here = here.parent
    return (
        re.search(rb"(?:module\.exports|export)\s*=?\s*\{[^}]*\b" + re.escape(piece.name.encode()) + rb"\b", file.unit.code.data)
        is not None
    )
