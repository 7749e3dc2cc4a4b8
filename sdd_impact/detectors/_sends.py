"""Calls that send a message to somebody: mail, SMS, push."""

from __future__ import annotations

from collections.abc import Iterator

from sdd_impact import late
from sdd_impact.detectors._reading import File, first_line
from sdd_impact.model import Location
from sdd_impact.syntax import Call
from sdd_impact.tuples import NamedTuple


class _Sender(NamedTuple):
    """A call that sends: its last name, what its owner must look like, what the file must have in it (its import), the channel."""

    name: str
    owner: str
    file: bytes
    channel: str


_SENDERS = (
    _Sender(r"send_mail|send_mass_mail|mail_managers", r"(?:.*\.)?mail|", rb"django\.core|flask_mail|redmail", "mail"),
    _Sender(r"send_message|sendmail", r".*", rb"\b(?:aio)?smtplib\b", "mail"),
    _Sender(r"send", r".*(?:mail|msg|message|email)\w*|.*EmailMessage\(\)|.*EmailMultiAlternatives\(\)|.*AnymailMessage\(\)", rb"django\.core\.mail|flask_mail|FastMail|fastapi_mail|anymail", "mail"),
    _Sender(r"send_message|send_async_email|send_email|send_templated_email|send_template", r"(?:.*\.)?(?:ses|sesv2|ses_client|mail|fm|fast_mail|mailgun|postmark|sendgrid|sg|client)\w*", rb"boto3|sendgrid|postmark|mailgun|fastapi_mail|resend", "mail"),
    _Sender(r"sendMail", r".*", rb"nodemailer|[mM]ail", "mail"),
    _Sender(r"send", r"(?:.*\.)?(?:mailSender|javaMailSender|emailSender|mailer|Transport|sgMail|sendgrid|emailClient|resend\.emails|emails|mailService|mailerService)", rb"[mM]ail|sendgrid|resend", "mail"),
    _Sender(r"sendEmail|sendTemplatedEmail|SendEmailCommand|SendTemplatedEmailCommand", r"(?:.*\.)?(?:ses\w*|amazonSimpleEmailService|client|postmark\w*|sesClient)|", rb"(?i)ses\b|postmark|aws-sdk|SimpleEmail", "mail"),
    _Sender(r"create", r"(?:.*\.)?messages", rb"(?i)twilio", "SMS"),
    _Sender(r"creator", r"(?:.*\.)?Message", rb"(?i)twilio", "SMS"),
    _Sender(r"publish", r"(?:.*\.)?sns\w*", rb"(?i)PhoneNumber", "SMS"),
    _Sender(r"send|sendMulticast|send_multicast|send_each|sendEach|sendEachForMulticast", r"(?:.*\.)?(?:messaging|getMessaging|FirebaseMessaging\.getInstance|admin\.messaging)(?:\(\))?", rb"(?i)firebase|fcm", "push"),
    _Sender(r"sendNotification|webpush", r"(?:.*\.)?(?:webpush|webPush|pywebpush)|", rb"(?i)web-?push", "push"),
)  # fmt: skip
_COMPILED = tuple((late.regex(each.name), late.regex(each.owner), late.regex(each.file), each.channel) for each in _SENDERS)
#: Lower-case words without one of which a file sends nothing by a known library.
HINTS = (b"send", b"create(", b"publish(", b"webpush", b"creator(", b"mail_managers")


class Send(NamedTuple):
    """One call that sends a message: as written, how (``mail``, ``SMS``, ``push``, ``message``), what, and where it stands."""

    callee: str
    channel: str
    template: str
    symbol: str
    location: Location
    quote: str


def sends(file: File, named: tuple[str, ...]) -> Iterator[Send]:
    """The calls of a file that send a message: of a known library, or one of the functions that the configuration names."""
    data = file.unit.code.data
    known = [each for each in _COMPILED if each[2].search(data)]
    if not known and not named:
        return
    for call in file.outline.calls:
        channel = next((kind for name, owner, _, kind in known if name.fullmatch(call.name) and owner.fullmatch(call.owner)), "")
        if not channel and _is_named(call, named):
            channel = _channel_of(call.name)
        if channel:
            symbol = file.unit.scope.symbol(call.node.start_byte)
            yield Send(call.callee, channel, _template(file, call), symbol, file.location(call.node), file.line(call.node))


def _is_named(call: Call, named: tuple[str, ...]) -> bool:
    written = call.callee.replace("()", "")
    return any(written == name or written.endswith("." + name) for name in named)


def _channel_of(name: str) -> str:
    lower = name.lower()
    return "SMS" if "sms" in lower else "push" if "push" in lower else "mail" if "mail" in lower else "message"


_TEMPLATE_KEYWORDS = ("template_name", "template", "template_id", "templateId", "html_message", "subject", "Template", "event")


def _template(file: File, call: Call) -> str:
    """What is sent, as far as the call says it: a template's name, else a subject."""
    for node in (call.keyword(*_TEMPLATE_KEYWORDS), *(argument.node for argument in call.positional[:3])):
        if node is None:
            continue
        entries = file.unit.evaluator.mapping(node)
        for key in _TEMPLATE_KEYWORDS if entries else ():
            if entries and key in entries and (text := file.unit.evaluator.literal(entries[key])):
                return first_line(text, 80)
        text = file.unit.evaluator.literal(node)
        if text and len(text) > 2 and "@" not in text:
            return first_line(text, 80)
    return ""
