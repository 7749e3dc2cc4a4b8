"""Which printed values are personal data or secrets: judged by the value's name, by whose it is, and by whether it is masked.

Only values are judged, never the words of a message. A *secret* opens something (password, token, key). Personal data of the *high* kind
says who it is by its own name (``email``, ``iban``); that of the *medium* kind only with a person in front (``customer.name``, not
``file.name``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sdd_impact.detectors._lists import listed
from sdd_impact.model import Placeholder
from sdd_impact.syntax import is_mask
from sdd_impact.syntax.naming import words


class Class(NamedTuple):
    """A class of data. ``names`` are the last words of a value's name (joined by ``_``), ``person``: only of a person."""

    name: str
    names: frozenset[str]
    person: bool = False


SECRET = Class(
    "secret",
    listed("""password passwd passphrase passcode pass_word pwd secret client_secret access_token auth_token refresh_token id_token reset_token
    bearer_token csrf_token api_token session_token jwt_token jwt api_key apikey private_key secret_key access_key signing_key
    encryption_key authorization authorization_header auth_header cookie cookies set_cookie otp totp otp_code totp_code
    recovery_code recovery_codes backup_codes cvv cvc pin_code connection_string credentials credential token"""),
)  # fmt: skip
PERSONAL = (
    Class("email", listed("email e_mail email_address mail_address email_addr to_email from_email emails recipient_email")),
    Class("phone", listed("phone phone_number mobile mobile_number phone_no telephone telephone_number msisdn cell_phone cellphone")),
    Class("birth date", listed("date_of_birth birth_date birthdate birthday dob")),
    Class("identity document", listed("ssn social_security_number social_security passport passport_number national_id tax_id tax_number nin driving_licence")),
    Class("payment", listed("iban card_number credit_card credit_card_number cardnumber bank_account account_iban sort_code")),
    Class("name", listed("first_name last_name full_name given_name family_name surname middle_name maiden_name legal_name firstname lastname fullname")),
    Class("name", listed("name names display_name nickname"), person=True),
    Class("user name", listed("username user_name login login_name screen_name"), person=True),
    Class("address", listed("home_address street street_address postal_address billing_address shipping_address postcode zip_code postal_code")),
    Class("address", listed("address zip city"), person=True),
    Class("ip", listed("ip_address client_ip remote_ip user_ip remote_addr client_addr source_ip")),
    Class("ip", listed("ip ip_addr"), person=True),
    Class("location", listed("latitude longitude lat_long lat_lng geolocation")),
    Class("location", listed("location"), person=True),
    Class("income", listed("salary wage income")),
    Class("health", listed("diagnosis medical_record health_record disability blood_type")),
    Class("gender", listed("gender sex nationality ethnicity religion marital_status"), person=True),
)  # fmt: skip
IDS = Class(
    "id",
    listed("user_id customer_id account_id member_id patient_id client_id person_id profile_id employee_id contact_id user_uuid"),
)
PERSON = Class("person", listed("user customer member patient employee person contact subscriber current_user"))
REQUEST = Class(
    "request",
    listed("request_body req_body request_headers req_headers request_data request_cookies req_cookies request_form request_params req_params"
         " request_post request_json req_query request_query form_data formdata environ process_env os_environ"),
)  # fmt: skip

#: Words of people: in front of a name they make it a person's.
PEOPLE = listed("""user customer member patient employee person contact subscriber recipient client account profile owner author sender
    student teacher guest buyer seller visitor applicant candidate tenant admin invitee signup registrant cardholder payer payee
    billing shipping remote request req""")  # fmt: skip

#: Words that make another thing of a secret or of a person's value, wherever they stand in its name.
_NOT_DATA = listed("""hash hashed encrypted policy strength length expiry expires expired expiration expire changed required enabled
    disabled template subject body type types settings setting config verified count counts server host hostname domain status
    error errors exception field fields label labels format valid invalid len size limit max min num index backend provider
    class cls module function method table column schema endpoint uri url path file filename dir directory folder version
    present missing exists sent ok flag state result message handler factory service manager client_id prefix suffix
    event events queue topic notification notifications job task plugin interval timeout ttl attempts retries budget usage tokens_used
    input_tokens output_tokens page next_page""")  # fmt: skip
_YES_NO = listed("is has should can was did needs use uses with no not allow require requires missing")

#: What a token of a language or of a list is: no secret.
_TOKEN_COUNTS = listed("tokens")


class Finding(NamedTuple):
    """What a printed value is: its class, ``high`` or ``medium``, and its expression as shown."""

    name: str
    confidence: str
    expression: str


def judge(hole: Placeholder, masks: tuple[str, ...], allowed: tuple[str, ...]) -> Finding | None:
    """What a printed value is; None where it is neither personal nor secret, is masked, or is allowed."""
    found = classify(hole, masks)
    return found if found and found.name.lower() not in {each.strip().lower() for each in allowed} else None


def classify(hole: Placeholder, masks: tuple[str, ...]) -> Finding | None:
    """What a printed value is, whether it is allowed or not; None where it is nothing, or masked."""
    if is_masked(hole, masks) or hole.kind in ("bool", "int", "float", "duration", "datetime", "exception", "enum"):
        return None
    shown = hole.expression or hole.name
    for parts in _names(hole):
        if found := _by_words(parts):
            return Finding(found[0].name, found[1], shown)
    if hole.kind in ("email", "phone") and not hole.inferred:
        return Finding(hole.kind, "high", shown)
    return None


def is_masked(hole: Placeholder, masks: tuple[str, ...]) -> bool:
    """Whether a value is hidden: by its kind, or by a call around it."""
    if hole.kind == "masked":
        return True
    called = re.match(r"[\w.$]*?([\w$]+)\s*\(", hole.expression)
    return called is not None and is_mask(called[1], masks)


def _names(hole: Placeholder) -> list[tuple[str, ...]]:
    """The words of a value as it is called: the reader's name, then its expression (``user.email`` is a user's)."""
    found = []
    if re.fullmatch(r"[\w$.?!\[\]'\"()-]+", hole.expression):
        cut = re.sub(r"\(\)|\?\.|!|\[['\"]?|['\"]?\]|\.get\(['\"]|['\"]\)", ".", hole.expression)
        found.append(tuple(word for word in words(cut) if word not in ("self", "this", "get", "str", "data")))
    if hole.name:
        found.append(words(hole.name))
    return [parts for parts in found if parts]


def _by_words(parts: tuple[str, ...]) -> tuple[Class, str] | None:
    tails = ["_".join(parts[-count:]) for count in (3, 2, 1) if len(parts) >= count]
    if any(tail in REQUEST.names for tail in tails):
        return REQUEST, "medium"
    if parts[0] in _YES_NO or parts[-1] in _NOT_DATA:
        return None
    if any(tail in SECRET.names for tail in tails) and _NOT_DATA.isdisjoint(parts):
        return SECRET, "high" if tails[-1] != "token" or len(tails) > 1 else "medium"
    if not _NOT_DATA.isdisjoint(parts[-2:]):
        return None
    person = not PEOPLE.isdisjoint(parts[:-1])
    for each in PERSONAL:
        if any(tail in each.names for tail in tails) and (person or not each.person):
            return each, "medium" if each.person else "high"
    if any(tail in IDS.names for tail in tails):
        return IDS, "medium"
    if len(parts) <= 2 and tails[-1] in PERSON.names:
        return PERSON, "medium"
    return None


#: Texts whose very form says that they are secrets.
_SECRET_TEXT = re.compile(
    r"gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|AKIA[0-9A-Z]{16}|[sr]k_live_[0-9A-Za-z]{16,}|xox[abprs]-[\w-]{10,}|glpat-[\w-]{20,}"
    r"|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}|AIza[\w-]{35}|-----BEGIN [A-Z ]*PRIVATE KEY-----|SG\.[\w-]{20,}\.[\w-]{20,}"
)


def secret_text(text: str) -> bool:
    """Whether a literal text is a secret by its very form (a key of a known provider, a signed token, a private key)."""
    return _SECRET_TEXT.search(text) is not None


def safe(text: str) -> str:
    """A text with every secret in it masked."""
    return _SECRET_TEXT.sub("**********", text)
