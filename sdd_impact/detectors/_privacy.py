"""Which printed values are personal data or secrets: judged by the value's name, by whose it is, and by whether it is masked.

Only values are judged, never the words of a message ("failed to get token" is harmless). A *secret* opens something. Personal data of
*high* confidence says what it is by its own name (``email``, ``iban``); that of *medium* confidence needs a person in front of it
(``customer.name``, not ``printer.name``), or is a whole object. A secret of *low* confidence holds one sometimes, and asks nothing.
"""

from __future__ import annotations

import re

from sdd_impact import late
from sdd_impact.detectors._lists import listed
from sdd_impact.detectors._secrets import HINTS
from sdd_impact.model import Placeholder
from sdd_impact.syntax import is_mask
from sdd_impact.syntax.naming import words
from sdd_impact.tuples import NamedTuple


class Class(NamedTuple):
    """A class of data, as the configuration calls it under ``privacy.allow``. ``names`` are the last words of a value's name.

    ``of`` are the words of which one must stand directly in front ("" in it: it may stand alone); None: whatever stands there.
    ``numbers``: it may be printed as a number or a date.
    """

    name: str
    names: frozenset[str]
    confidence: str = "high"
    of: frozenset[str] | None = None
    numbers: bool = False


#: People: in front of a name they make it a person's.
PEOPLE = listed(
    """user users customer customers member patient employee person contact subscriber recipient author sender student teacher guest
    buyer visitor applicant candidate admin invitee registrant cardholder payer payee billing shipping delivery home signup register"""
)
_CALLERS = PEOPLE | listed("request req client remote peer session login caller source http forwarded")
_ALONE = frozenset([""])

SECRET = Class(
    "secret",
    listed(
        """password passwd passphrase passcode pass_word pwd secret client_secret access_token auth_token refresh_token id_token reset_token
        bearer_token csrf_token api_token session_token jwt_token verification_token activation_token confirmation_token invite_token
        invitation_token device_token push_token jwt api_key apikey private_key secret_key access_key signing_key encryption_key
        authorization authorization_header auth_header cookie cookies set_cookie otp totp otp_code totp_code recovery_code
        recovery_codes backup_codes cvv cvc pin_code credentials os_environ process_env"""
    ),
)
#: A token by itself may be a piece of a program's text.
TOKEN = Class(
    "secret", listed("token"), "medium", PEOPLE | listed("session request req headers device cookies payload args") | _ALONE
)
#: Hosts and ports as often as a password: evidence, and no question by itself. One that is written out is judged by its form.
CONNECTION = Class("secret", listed("connection_string conn_string conn_str"), "low")
PERSONAL = (
    Class("email", listed("email e_mail email_address mail_address email_addr to_email emails recipient_email mail_to")),
    Class("phone", listed("phone phone_number mobile mobile_number phone_no telephone telephone_number msisdn cell_phone cellphone"), numbers=True),
    Class("birth date", listed("date_of_birth birth_date birthdate birthday dob"), numbers=True),
    Class("identity document", listed("ssn social_security_number social_security passport_number national_id tax_id nin driving_licence"), numbers=True),
    Class("payment", listed("iban card_number credit_card credit_card_number cardnumber bank_account account_iban sort_code"), numbers=True),
    Class("name", listed("first_name last_name full_name given_name family_name surname maiden_name legal_name firstname lastname fullname"), "medium"),
    Class("name", listed("name names display_name nickname middle_name"), "medium", PEOPLE),
    Class("user name", listed("username user_name login login_name screen_name"), "medium", PEOPLE | listed("request session")),
    Class("address", listed("address street street_address postal_address postcode zip zip_code postal_code city"), "medium", PEOPLE),
    Class("ip", listed("ip ip_address ip_addr addr remote_addr client_ip"), "medium", _CALLERS),
    Class("location", listed("latitude longitude lat_long lat_lng geolocation location"), "medium", PEOPLE, numbers=True),
    Class("income", listed("salary wage income"), "medium", PEOPLE | _ALONE, numbers=True),
    Class("health", listed("diagnosis medical_record health_record disability blood_type"), "medium", PEOPLE | _ALONE),
    Class("personal details", listed("gender sex nationality ethnicity religion marital_status"), "medium", PEOPLE),
    Class("id", listed("id uid uuid pk"), "medium", PEOPLE | listed("account profile"), numbers=True),
)  # fmt: skip
OBJECTS = (
    Class("request", listed(
        """request_body req_body request_headers req_headers request_data request_cookies req_cookies request_form request_params
        req_params request_post request_json req_query request_query form_data formdata"""), "medium"),
    Class("person", listed("user customer member patient employee person contact subscriber"), "medium", _ALONE | listed("current request req session the")),
)  # fmt: skip

#: Words that make another thing of a value, at or next to the end of its name (for a secret: anywhere in it).
_NOT_DATA = listed(
    """hash hashed encrypted policy strength length expiry expires expired expiration expire changed required enabled disabled template
    subject body type types settings setting config verified count counts server host hostname domain status error errors exception
    field fields label labels format valid invalid len size limit max min num index backend provider class cls module function method
    table column schema endpoint uri url path file filename dir directory folder version present missing exists sent ok flag state
    result message handler factory service manager prefix suffix event events queue topic notification notifications job task plugin
    interval timeout ttl attempts retries budget usage page support noreply reply from default system bounce"""
)
_YES_NO = listed("is has should can was did needs use uses with no not allow require requires missing")
#: Words of an expression that say nothing of a value.
_FILLERS = listed("self this get str data value string to the of dto entity model info details profile record obj instance current")
#: What a parser says of its tokens.
_OF_A_PARSER = late.regex(r"expect|pars|syntax|lex|grammar|unknown token|invalid token|token type", re.IGNORECASE)


#: The last word of every name of a secret.
_SECRET_WORDS = late.regex(
    "|".join(sorted({name.rpartition("_")[2] for name in SECRET.names | CONNECTION.names})).encode(), re.IGNORECASE
)


def may_be_secret(data: bytes) -> bool:
    """Whether the bytes of a source file name a secret, or hold one."""
    return any(hint in data for hint in HINTS) or _SECRET_WORDS.search(data) is not None


#: What a text that connects looks like when it holds a password: ``Password=…;``, ``//user:password@host``.
_WITH_PASSWORD = late.regex(r"\b(?:password|pwd)\s*=\s*[^;\s]|//[^/\s:@]*:[^/\s@]+@", re.IGNORECASE)


class Finding(NamedTuple):
    """What a printed value is: its class, ``high``, ``medium`` or ``low``, and its expression as shown."""

    name: str
    confidence: str
    expression: str


def judge(hole: Placeholder, masks: tuple[str, ...], allowed: tuple[str, ...], text: str = "") -> Finding | None:
    """What a printed value is; None where it is neither personal nor secret, is masked, or is allowed. ``text`` is the message around it.

    A secret is never allowed.
    """
    found = classify(hole, masks, text)
    names = {each.strip().lower().replace("_", " ").replace("-", " ") for each in allowed}
    return found if found and (found.name not in names or found.name == "secret") else None


def classify(hole: Placeholder, masks: tuple[str, ...], text: str = "") -> Finding | None:
    """What a printed value is, whether it is allowed or not; None where it is nothing, or masked."""
    if is_masked(hole, masks) or hole.kind in ("bool", "duration", "exception", "enum"):
        return None
    shown = hole.expression or hole.name
    for parts in _names(hole):
        if (found := _by_words(parts)) and _printable(found, hole) and not (found is TOKEN and _OF_A_PARSER.search(text)):
            opens = found is CONNECTION and any(map(_WITH_PASSWORD.search, hole.values))
            return Finding(found.name, "high" if opens else found.confidence, shown)
    if hole.kind in ("email", "phone") and not hole.inferred:
        return Finding(hole.kind, "high", shown)
    return None


def is_masked(hole: Placeholder, masks: tuple[str, ...]) -> bool:
    """Whether a value is hidden: by its kind, or by a call around it."""
    if hole.kind == "masked":
        return True
    called = re.match(r"(?:new\s+)?[\w.$]*?([\w$]+)\s*\(", hole.expression)
    return called is not None and is_mask(called[1], masks)


def _printable(found: Class, hole: Placeholder) -> bool:
    """A number or a date is no e-mail address and no name."""
    return found.numbers or hole.kind not in ("int", "float", "datetime")


_PLAIN = late.regex(r"[\w$.?!\[\]'\"()-]{1,200}")
_PUNCTUATION = late.regex(r"\(\)|\?\.|!|\[['\"]?|['\"]?\]|\.get\(['\"]|['\"]\)")


def _names(hole: Placeholder) -> list[tuple[str, ...]]:
    """The words of a value as it is called: in the source (``user.getEmail()``), and as the reader calls it."""
    found = []
    if _PLAIN.fullmatch(hole.expression):
        found.append(words(_PUNCTUATION.sub(".", hole.expression)))
    if hole.name and _PLAIN.fullmatch(hole.name):
        found.append(words(hole.name))
    return [parts for parts in found if parts]


def _by_words(parts: tuple[str, ...]) -> Class | None:
    """The class that the words of a name mean, the last ones first."""
    kept = tuple(part for at, part in enumerate(parts) if part not in _FILLERS or (at == len(parts) - 1 and part == "data"))
    tails = [(count, "_".join(kept[-count:])) for count in (3, 2, 1) if len(kept) >= count]
    for each in OBJECTS:
        if any(tail in each.names and _belongs(each, kept, count) for count, tail in tails) and len(kept) <= 3:
            return each
    if not kept or kept[0] in _YES_NO or kept[-1] in _NOT_DATA:
        return None
    if "_".join(parts[-2:]) in CONNECTION.names and _NOT_DATA.isdisjoint(kept):
        return CONNECTION
    for count, tail in tails:
        if tail in SECRET.names and _NOT_DATA.isdisjoint(kept):
            return SECRET
        if not _NOT_DATA.isdisjoint(kept[-count - 1 :]):
            continue
        for each in (TOKEN, *PERSONAL):
            if tail in each.names and _belongs(each, kept, count):
                return each
    return None


def _belongs(each: Class, parts: tuple[str, ...], count: int) -> bool:
    """Whether what stands in front of the last words is what the class asks for."""
    before = parts[-count - 1] if len(parts) > count else ""
    return each.of is None or before in each.of
