"""Messages to customers: a mail, SMS or push that is sent from a new place, a template of one that changed."""

from __future__ import annotations

from collections.abc import Iterator

from sdd_impact.detectors._comparing import left_over
from sdd_impact.detectors._facts import facts
from sdd_impact.detectors._sends import Send
from sdd_impact.detectors._templates import Template, changed_templates
from sdd_impact.model import Detector, Evidence, Scene, Signal
from sdd_impact.syntax.naming import words


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report new sends and changed templates."""
    return (*_sent(scene), *(_template(each) for each in changed_templates(scene)))


def _sent(scene: Scene) -> Iterator[Signal]:
    seen = facts(scene)
    _, new = left_over(
        [send for file in seen.before for send in file.sends],
        [send for file in seen.after for send in file.sends],
        lambda send: (send.callee, send.template, send.symbol, send.location.file),
        lambda send: (send.callee, send.template, send.symbol),
        lambda send: (send.callee, send.template),
        lambda send: (send.callee.rpartition(".")[2], send.template, send.location.file),
    )
    for send in new:
        place = f" in {send.symbol}" if send.symbol else ""
        yield Signal(
            "message-sent",
            Evidence(send.location, send.quote, "a message is sent from here"),
            f"{send.callee}{place}",
            send.symbol,
            (),
            (
                ("channel", send.channel),
                ("template", send.template),
                ("message", "" if send.template else _spoken(send.symbol or send.callee)),
                ("call", send.callee),
                ("log_lines", "; ".join(_beside(scene, send))),
            ),
        )


def _spoken(name: str) -> str:
    """The words of a function's name: where the message has no title of its own, they say best what it is."""
    return " ".join(words(name.rpartition(".")[2]))


def _beside(scene: Scene, send: Send) -> list[str]:
    """The log lines of the same function that this branch adds or changes, three at most."""
    found = (change.after for change in scene.changes)
    return [
        each.template.message
        for each in found
        if each and each.what == "log" and (each.location.file, each.symbol) == (send.location.file, send.symbol)
    ][:3]


def _template(template: Template) -> Signal:
    because = "a new message template" if template.added else "the text of a message changed"
    return Signal(
        "message-template-changed",
        Evidence(template.location, template.quote, because),
        template.location.file,
        "",
        (),
        (("channel", template.channel), ("template", template.name), ("files", ", ".join(template.files))),
    )


DETECTOR = Detector("message_sent", ("message-sent", "message-template-changed"), detect)
