"""Words without one of which a Rust file can hold no statement."""

from __future__ import annotations

#: Looked for as they stand, in no order.
HINTS = (
    b"trace!", b"debug!", b"info!", b"warn!", b"error!", b"crit!", b"event!", b"log!", b"pr_", b"dev_", b"print", b"panic!", b"assert",
    b"unreachable!", b"todo!", b"unimplemented!", b"expect", b"anyhow!", b"bail!", b"ensure", b"format_err!", b"eyre!", b"miette!",
    b"whatever", b"context", b"wrap_err", b"Err", b"err", b"Status", b"Response", b"#[display", b"snafu", b"status", b"bad_request", b"unauthorized",
    b"forbidden", b"conflict", b"unavailable", b"too_many", b"unprocessable", b"_error", b"console::", b"ok_or", b"write_str", b"write!", b"pad", b"_once!",
)  # fmt: skip
