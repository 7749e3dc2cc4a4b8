"""Which names say that something is done to a customer's account.

A name is cut into words (``resendResetMail``, ``/password/reset/resend``). It counts when a verb and its object stand in it side by side
with nothing of weight between them; words elsewhere do not (``delete_user_attribute_values`` deletes no user).
"""

from __future__ import annotations

from collections.abc import Sequence

from sdd_impact.detectors._lists import listed
from sdd_impact.syntax.naming import words
from sdd_impact.tuples import NamedTuple


class Kind(NamedTuple):
    """A family of actions: what is done to what. ``nouns`` are the verbs as they follow their object (``password reset``)."""

    verbs: frozenset[str]
    objects: frozenset[str]
    nouns: frozenset[str]


_PEOPLE = listed("account accounts user users customer customers member members profile")
KINDS = (
    Kind(
        listed("reset forgot forget change set update request recover expire lost"), listed("password passwd passphrase"),
        listed("reset forgot forgotten change update set recovery recover request expire"),
    ),
    Kind(
        listed("confirm verify resend reconfirm"), listed("email mail confirmation verification activation code link address"),
        listed("confirm confirmation verify verification resend"),
    ),
    Kind(
        listed("""lock unlock activate deactivate reactivate suspend unsuspend close delete merge export disable enable block unblock
             ban unban anonymize anonymise erase restore remove reinstate"""), _PEOPLE,
        listed("""lock unlock activate activation deactivate deactivation reactivate suspend suspension unsuspend close closure delete
             deletion merge export disable enable block unblock ban unban anonymize anonymise erase erasure restore remove removal"""),
    ),
    Kind(
        listed("enable disable reset regenerate activate deactivate setup enrol enroll remove confirm add save"),
        listed("2fa mfa totp otp tfa authenticator passkey recovery factor"),
        listed("enable disable reset regenerate activate deactivate setup enrol enroll remove confirm"),
    ),
    Kind(listed("change update set"), listed("email mail phone mobile"), listed("change update")),
    Kind(
        listed("revoke invalidate terminate"), listed("session sessions token tokens login logins device devices"),
        listed("revoke revocation invalidate terminate"),
    ),
    Kind(listed("login"), listed("as"), listed("")),
    Kind(listed("impersonate hijack"), _PEOPLE, listed("impersonate impersonation hijack")),
    Kind(
        listed("invite reinvite resend revoke accept decline cancel"), listed("invite invites invitation invitations"), listed("resend revoke accept decline cancel"),
    ),
    Kind(listed("invite reinvite"), _PEOPLE | listed("teammate teammates collaborator"), listed("invite invitation")),
)  # fmt: skip
#: Alone they say it all.
_ALONE = listed("impersonate")

#: Words that may stand in front of the verb in a function's name.
_BEFORE = listed(
    """handle on do perform process api post put patch async admin user customer account self my app web rest async try execute run
    create submit bulk mutate"""
)
#: Words that may follow the action in a function's name and leave it an action.
_AFTER = listed(
    """view handler action mutation endpoint api by for from with id ids command controller resource async and or confirm complete change
    done request v1 v2 v3 in to of using via if as current own self post put token authentication auth"""
)
#: Words that may stand between a verb and its object.
_BETWEEN = listed(
    "my your our the a an own all other current new old self me user users customer account reset email mail link two login active bulk"
)

#: Two words that are one.
_JOINED = {("two", "factor"): "2fa", ("2", "fa"): "2fa", ("e", "mail"): "email", ("multi", "factor"): "mfa", ("pass", "word"): "password",
           ("log", "in"): "login", ("recovery", "codes"): "recovery", ("backup", "codes"): "recovery", ("set", "up"): "setup",
           ("recovery", "code"): "recovery", ("backup", "code"): "recovery", ("2", "factor"): "2fa"}  # fmt: skip


def tokens(name: str) -> tuple[str, ...]:
    """The words of a name, with those joined that are one (``two factor`` is ``2fa``)."""
    cut = words(name.replace("2fa", "TwoFactor").replace("2FA", "TwoFactor").replace("2Fa", "TwoFactor"))
    found: list[str] = []
    for word in cut:
        if found and (found[-1], word) in _JOINED:
            found[-1] = _JOINED[found[-1], word]
        else:
            found.append(word)
    return tuple(found)


class Named(NamedTuple):
    """Where an action stands in the words of a name."""

    start: int
    end: int


def action_in(parts: Sequence[str]) -> Named | None:
    """The first action among words: a verb with its object, or an object with its verb, nothing of weight between them."""
    for start, word in enumerate(parts):
        if word in _ALONE:
            return Named(start, start + 1)
        for end in range(start + 2, min(start + 5, len(parts) + 1)):
            if not _BETWEEN.issuperset(parts[start + 1 : end - 1]):
                break
            last = parts[end - 1]
            if any(
                (word in kind.verbs and last in kind.objects) or (word in kind.objects and last in kind.nouns) for kind in KINDS
            ):
                return Named(start, end)
    return None


def names_action(name: str) -> bool:
    """Whether a function of this name does it: the verb comes first, and nothing that turns it into another thing follows."""
    parts = tokens(name)
    found = action_in(parts)
    if found is None:
        return False
    return all(part in _BEFORE for part in parts[: found.start]) and all(part in _AFTER for part in parts[found.end :][:1])


def meaning(label: str) -> frozenset[str]:
    """The words of an action that count, in one form: ``unlock users`` and ``user unlock`` mean the same."""
    parts = tokens(label)
    return frozenset(part.removesuffix("s") for part in parts if any(part in each for kind in KINDS for each in kind)) or frozenset(
        parts
    )


def verb_for(method: str, last: str) -> str:
    """What a REST method does to the thing that is a path's last segment; "" where its name says nothing of an account."""
    if method == "DELETE" and last in ("account", "user", "customer", "member", "users", "accounts", "customers", "members", "me"):
        return "delete"
    if method in ("PUT", "PATCH", "POST") and last in ("password", "passwd"):
        return "change"
    if method in ("PUT", "PATCH") and last in ("email", "phone", "mobile"):
        return "change"
    if method == "DELETE" and last in ("session", "sessions", "token", "tokens", "device", "devices"):
        return "revoke"
    if last in ("2fa", "mfa", "totp") and method in ("POST", "PUT", "DELETE"):
        return "disable" if method == "DELETE" else "enable"
    return "invite" if method == "POST" and last in ("invite", "invites", "invitation", "invitations") else ""
