"""What the tests of the policy share: a policy on main, and a branch that would rather not have it."""

from __future__ import annotations

from collections.abc import Mapping

from gate.gate_play import LOG, REWORDED, Play, record

CONFIG = "sdd-impact.yaml"
SCRIPT = 'export function pay(order) {\n  console.error("payment failed for order " + order.id);\n}\n'
REWORDED_SCRIPT = SCRIPT.replace("payment failed", "charge failed")


def on_main(play: Play, files: Mapping[str, str]) -> None:
    """Let main have these files, and the feature begin after them."""
    play.git("checkout", "-q", "main")
    play.commit(files)
    play.git("checkout", "-q", "feature")
    play.git("rebase", "-q", "main")


def policy(play: Play, text: str) -> None:
    """Let main have a configuration."""
    on_main(play, {CONFIG: text})


def in_script(play: Play) -> None:
    """Tell the story in JavaScript: main logs in ``shop.js`` only, the branch has not changed it yet."""
    play.git("checkout", "-q", "main")
    play.git("rm", "-q", "pay.py")
    play.commit({"shop.js": SCRIPT})
    play.git("checkout", "-q", "-B", "feature", "main")


__all__ = ["CONFIG", "LOG", "REWORDED", "REWORDED_SCRIPT", "SCRIPT", "in_script", "on_main", "policy", "record"]
