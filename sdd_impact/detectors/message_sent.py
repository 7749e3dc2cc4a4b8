"""Messages to customers: a mail, SMS or push that is sent from a new place, a template of one that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sdd_impact.detectors._blanking import blanked
from sdd_impact.detectors._comparing import left_over
from sdd_impact.detectors._reading import File, first_line, sides, sources
from sdd_impact.model import Detector, Evidence, FileChange, Location, Scene, Signal, Statement
from sdd_impact.syntax import Call

# --- sends -------------------------------------------------------------------------------------------------------


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
_COMPILED = tuple((re.compile(each.name), re.compile(each.owner), re.compile(each.file), each.channel) for each in _SENDERS)
_HINTS = (b"send", b"create(", b"publish(", b"webpush", b"creator(", b"mail_managers")


class Send(NamedTuple):
    """One call that sends a message."""

    file: File
    call: Call
    channel: str
    template: str
    symbol: str


def sends(file: File, named: tuple[str, ...]) -> Iterator[Send]:
    """The calls of a file that send a message: of a known library, or one of the configured functions."""
    data = file.unit.code.data
    known = [each for each in _COMPILED if each[2].search(data)]
    for call in file.outline.calls:
        written = call.callee.replace("()", "")
        channel = "message" if any(written == name or written.endswith("." + name) for name in named) else ""
        for name, owner, _, kind in known:
            if name.fullmatch(call.name) and owner.fullmatch(call.owner):
                channel = kind
                break
        if channel:
            symbol = file.unit.scope.symbol(call.node.start_byte)
            yield Send(file, call, channel if channel != "message" else _channel_of(call.name), _template(file, call), symbol)


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


def _sent(scene: Scene) -> Iterator[Signal]:
    named = scene.settings.notify_calls
    words = tuple(name.rpartition(".")[2].lower().encode() for name in named)
    before, after = sides(scene, (*_HINTS, *words))
    _, new = left_over(
        [send for file in before for send in sends(file, named)],
        [send for file in after for send in sends(file, named)],
        lambda send: (send.call.callee, send.template, send.symbol, send.file.path),
        lambda send: (send.call.callee, send.template, send.symbol),
        lambda send: (send.call.callee, send.template),
        lambda send: (send.call.name, send.template, send.file.path),
    )
    for send in new:
        place = f" in {send.symbol}" if send.symbol else ""
        yield Signal(
            "message-sent",
            Evidence(send.file.location(send.call.node), send.file.line(send.call.node), "a message is sent from here"),
            f"{send.call.callee}{place}",
            send.symbol,
            (),
            (
                ("channel", send.channel),
                ("template", send.template),
                ("call", send.call.callee),
                ("log_lines", "; ".join(_beside(scene, send))),
            ),
        )


def _beside(scene: Scene, send: Send) -> list[str]:
    """The log lines of the same function that this branch adds or changes."""
    return [
        statement.template.message
        for change in scene.changes
        if (statement := change.after) is not None and _same_place(statement, send)
    ][:3]


def _same_place(statement: Statement, send: Send) -> bool:
    return statement.what == "log" and statement.location.file == send.file.path and statement.symbol == send.symbol


# --- templates ---------------------------------------------------------------------------------------------------

_ENDINGS = ("html", "htm", "mjml", "txt", "hbs", "handlebars", "ejs", "pug", "liquid", "ftl", "ftlh", "jinja", "jinja2", "j2", "mustache",
            "njk", "twig", "eml", "md", "mdx", "tsx", "jsx", "vue", "erb", "haml", "php", "cshtml")  # fmt: skip
_FOLDERS = re.compile(
    r"(?:.*/)?(?:e?mails?|mailers?|e?mail[_-]?templates?|notifications?[_-]templates?|sms|push[_-]templates?|transactional|notifications?)/(?:.*/)?[^/]+"
)
#: Folders whose pages are screens about mail, not mail; and code that is no template.
_SCREENS = re.compile(r"(?:^|/)(?:components?|pages?|views?|screens?|hooks?|stores?|routes?|layouts?|admin|settings|preferences)/")
_CODE_ENDINGS = ("tsx", "jsx", "vue", "php", "md", "mdx")


_COMMENT = re.compile(r"<!--|\{#|\{\{!--|/\*")
_COMMENT_ENDS = {"<!--": "-->", "{#": "#}", "{{!--": "--}}", "/*": "*/"}


def _changed_templates(scene: Scene) -> Iterator[Signal]:
    kept = {id(source) for side in sources(scene, tuple("." + ending for ending in _ENDINGS)) for source in side}
    for change in scene.files:
        source = change.after
        if source is None or id(source) not in kept or not _is_template(source.path):
            continue
        if change.before and _visible(change.before.data) == _visible(source.data):
            continue
        line, quote = _first_difference(change)
        added = change.before is None
        yield Signal(
            "message-template-changed",
            Evidence(Location(source.path, line), quote, "a new message template" if added else "the text of a message changed"),
            source.path,
            "",
            (),
            (("channel", _channel_of_path(source.path)), ("template", source.path.rpartition("/")[2])),
        )


def _is_template(path: str) -> bool:
    ending = path.rpartition(".")[2].lower()
    if not _FOLDERS.fullmatch(path) or path.rpartition("/")[2].lower().startswith(("readme", "changelog", "index.", "license")):
        return False
    in_mail_folder = re.search(r"(?:^|/)(?:e?mails?|mailers?|e?mail[_-]?templates?|transactional)/", path) is not None
    return ending in _ENDINGS and (ending not in _CODE_ENDINGS or (in_mail_folder and not _SCREENS.search(path)))


def _channel_of_path(path: str) -> str:
    lower = path.lower()
    return "SMS" if "sms" in lower else "push" if "push" in lower else "mail"


def _visible(data: bytes) -> list[str]:
    """The words of a template without comments: what a reader of the message can see."""
    return blanked(data.decode("utf-8", "replace"), _COMMENT, _COMMENT_ENDS, lambda _: " ").split()


def _first_difference(change: FileChange) -> tuple[int, str]:
    old = (change.before.data if change.before else b"").decode("utf-8", "replace").splitlines()
    new = (change.after.data if change.after else b"").decode("utf-8", "replace").splitlines()
    at = next(
        (number for number, (a, b) in enumerate(zip(old, new, strict=False)) if a.strip() != b.strip()), min(len(old), len(new))
    )
    at = min(at, max(len(new) - 1, 0))
    return at + 1, first_line(new[at]) if new else ""


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report new sends and changed templates."""
    return (*_sent(scene), *_changed_templates(scene))


DETECTOR = Detector("message_sent", ("message-sent", "message-template-changed"), detect)
