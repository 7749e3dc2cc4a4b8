"""What real customers type: the standard examples on which a rule is tried, and which field a name means."""

from __future__ import annotations

from sdd_impact.detectors._lists import listed
from sdd_impact.syntax.naming import words
from sdd_impact.tuples import NamedTuple

_LONG_LOCAL = "a" * 58 + ".smith"  # 64 characters: the most that RFC 5321 (4.5.3.1.1) allows before the @


class Kind(NamedTuple):
    """A kind of field. ``plain`` are inputs that every rule for it takes (a rule that takes none of them is no such rule); ``examples`` are tried."""

    name: str
    plain: tuple[str, ...]
    examples: tuple[str, ...]


_NAMES = ("José", "李", "O'Connor", "Anne-Marie", "Ng", "Müller", "Wolfeschlegelsteinhausenbergerdorff")
KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "email",
            ("anna.smith@example.com", "anna@example.com"),
            ("O'Brien@example.ie", "first+tag@example.com", "anna_smith-1@mail.example.co.uk", "anna@example.technology", "Anna@Example.com",
             "x1@example.com", f"{_LONG_LOCAL}@example.com"),
        ),
        Kind("name", ("Anna", "Anna Smith"), (*_NAMES, "de la Cruz", "Nguyễn Thị Minh Khai")),
        Kind("first name", ("Anna",), ("José", "李", "Anne-Marie", "Bo", "D'Angelo", "Mary Ann")),
        Kind("last name", ("Smith",), (*_NAMES, "de la Cruz")),
        Kind("full name", ("Anna Smith",), ("José García", "李小龍", "Conor O'Brien", "Anne-Marie Ng", "Nguyễn Thị Minh Khai", "Martin Luther King Jr.")),
        Kind(
            "phone",
            ("+35312345678", "0871234567", "5551234567", "+15551234567", "555-123-4567", "13800138000"),
            ("+353 1 234 5678", "+353-1-234-5678", "(01) 234 5678", "+35312345678", "0871234567", "+1 (555) 123-4567"),
        ),
        Kind("postcode", ("10115", "90210", "SW1A 1AA", "D02 X285", "1012 AB"), ("D02 X285", "SW1A 1AA", "10115", "1012 AB", "K1A 0B1", "90210-1234")),
        Kind("user name", ("anna", "anna1", "annasmith"), ("anna.smith", "anna-smith", "anna_smith", "Anna1", "josé")),
        Kind("company", ("Example", "Example Ltd"), ("Müller & Söhne GmbH", "O'Reilly Media", "7-Eleven", "AT&T", "Yahoo!", "3M")),
        Kind(
            "password",
            ("Passw0rd!", "Passw0rd!Passw0rd", "password", "Password1", "123456"),
            ("Correct horse battery staple 1!", "Pässwörd-1234", "Tr0ub4dor&3{}~£", "Aa1!" * 16),
        ),
        Kind(
            "address",
            ("12 High Street", "High Street 12", "High Street"),
            ("12 O'Connell Street", "Flat 3/4, 10 High St.", "Hauptstraße 5", "Apt #12, 5 Main St"),
        ),
        Kind("city", ("Dublin", "London"), ("São Paulo", "L'Aquila", "Winston-Salem", "St. Gallen", "Łódź")),
    )
}  # fmt: skip

_ENDS = {
    **dict.fromkeys(["email", "mail", "e_mail", "email_address", "mail_address", "emailaddress", "useremail"], "email"),
    **dict.fromkeys(["first_name", "given_name", "firstname", "forename"], "first name"),
    **dict.fromkeys(["last_name", "family_name", "surname", "lastname"], "last name"),
    **dict.fromkeys(["full_name", "fullname", "customer_name", "contact_name", "person_name", "display_name", "real_name", "cardholder_name",
                     "recipient_name"], "full name"),
    **dict.fromkeys(["phone", "phone_number", "mobile", "mobile_number", "telephone", "tel", "phone_no", "mobile_phone", "phonenumber"], "phone"),
    **dict.fromkeys(["postcode", "post_code", "zip", "zip_code", "zipcode", "postal_code"], "postcode"),
    **dict.fromkeys(["username", "user_name", "login", "nickname", "login_name"], "user name"),
    **dict.fromkeys(["company", "company_name", "organisation_name", "organization_name", "business_name"], "company"),
    **dict.fromkeys(["password", "passwd", "new_password", "passphrase"], "password"),
    **dict.fromkeys(["address", "street", "street_address", "address_line", "street_name"], "address"),
    **dict.fromkeys(["city", "town"], "city"),
}  # fmt: skip

#: Words around a field's name in the name of a rule: ``EMAIL_REGEX``, ``validate_email``, ``isValidPhone``.
_RULE_WORDS = listed("""re regex regexp rx pattern patterns rule rules validator validators validation validate valid is check checker format expr expression
    allowed chars characters input field value str string text raw new the my our customer user strict simple default html5 reg exp test
    matcher verify ensure parse clean normalize normalized form line1 line2 line 1 2 matches by has for schema max min length len""")
#: Words that make it another thing's name: ``file_name``, ``mail_server``.
_PEOPLE = frozenset(
    ["user", "customer", "person", "contact", "profile", "account", "member", "signup", "register", "registration", "recipient"]
)
#: Words that may stand in front of a field's name and leave it a customer's.
_WHOSE = _PEOPLE | listed(
    """billing shipping delivery home work private business primary secondary new old confirm current contact login signin sign up in register my your form
    account recipient sender owner admin guest invite invitee emergency company alternative alternate backup recovery personal main other
    customers users holder cardholder receiver buyer seller subscriber patient student employee applicant f m"""
)
#: Names of a negative rule: what it finds is refused.
_FORBIDS = frozenset(
    [
        "invalid",
        "illegal",
        "forbidden",
        "disallowed",
        "unsafe",
        "bad",
        "not",
        "non",
        "special",
        "unsupported",
        "reserved",
        "blocked",
        "denied",
    ]
)


def field_of(name: str, context: str = "") -> str:
    """The kind of field that a name means (``EMAIL_RE``, ``validate_email``, ``firstName``), "" where it means none.

    A bare ``name`` is a person's only where the ``context`` (a class, a form) has a word for a person.
    """
    parts = [part for part in words(name) if part not in _FORBIDS]
    while parts and parts[-1] in _RULE_WORDS:
        parts.pop()
    while parts and parts[0] in _RULE_WORDS and len(parts) > 1 and "_".join(parts[-2:]) not in _ENDS:
        parts.pop(0)
    for count in (3, 2, 1):
        if len(parts) >= count and (kind := _ENDS.get("_".join(parts[-count:]))):
            return kind if _WHOSE.issuperset(parts[:-count]) else ""
    if parts == ["name"] and _PEOPLE & set(words(context)):
        return "name"
    return "name" if len(parts) == 2 and parts[1] == "name" and parts[0] in _PEOPLE else ""


def forbids(name: str) -> bool:
    """Whether a rule of this name finds what is refused."""
    return not _FORBIDS.isdisjoint(words(name))
