# noqa: INP001 - a script of the action, part of no package
"""Write the page of a pull request as one comment, and edit that comment in place from then on.

For the action of this repository; needs nothing but Python. Whatever happens here is told as a notice and decides nothing: a pull
request from a fork has no token that may comment, and the verdict must not depend on that.

Environment: ``GITHUB_API_URL``, ``GITHUB_REPOSITORY``, ``NUMBER`` (of the pull request), ``TOKEN``, ``PAGE`` (a Markdown file), and
``STATUS`` (0 where the gate passed: then no new comment is made, and one that is there is brought up to date).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

#: The first line of our comment, by which it is found again; nobody sees it.
MARKER = "<!-- sdd-impact -->"
#: GitHub takes 65,536 characters; the rest is left for the marker and the note.
LONGEST = 60_000
#: Pages of a hundred comments that are searched for ours.
MOST_PAGES = 20
#: Seconds to wait for an answer.
PATIENCE = 20


class NoComment(Exception):  # a reason rather than an error
    """Why no comment was made, as a sentence."""


def main(environ: Mapping[str, str]) -> None:
    """Make or edit the comment. Raises :class:`NoComment` where that cannot be, or need not be."""
    if not environ.get("NUMBER", "").isdigit():
        raise NoComment("this run belongs to no pull request")
    if not environ.get("TOKEN"):
        raise NoComment("there is no token")
    body = text_of(environ.get("PAGE", ""))
    comments = f"/repos/{environ.get('GITHUB_REPOSITORY', '')}/issues"
    found = next(ours(environ, f"{comments}/{environ['NUMBER']}/comments"), None)
    if found is None:
        if environ.get("STATUS") == "0":
            raise NoComment("the gate passed, and nothing was said before")
        ask(environ, "POST", f"{comments}/{environ['NUMBER']}/comments", {"body": body})
    elif found.get("body") != body:
        ask(environ, "PATCH", f"{comments}/comments/{int(found['id'])}", {"body": body})


def text_of(path: str) -> str:
    """Return the comment: marker and page, cut at the end of a line where it is too long."""
    try:
        page = Path(path).read_text("utf-8", "replace")
    except OSError as error:
        raise NoComment(f"the page cannot be read: {error.strerror or error}") from None
    if len(page) > LONGEST:
        page = (
            page[:LONGEST].rpartition("\n")[0] + "\n\nThe page is longer than a comment may be; the job's summary has all of it.\n"
        )
    return f"{MARKER}\n{page}"


def ours(environ: Mapping[str, str], path: str) -> Iterator[dict[str, Any]]:
    """Yield the comments that begin with our marker, oldest first."""
    for number in range(1, MOST_PAGES + 1):
        page = ask(environ, "GET", f"{path}?per_page=100&page={number}", None)
        if not isinstance(page, list):
            raise NoComment("the list of comments could not be read")
        comments = [each for each in page if isinstance(each, dict)]
        yield from (each for each in comments if str(each.get("body", "")).replace("\r\n", "\n").startswith(f"{MARKER}\n"))
        if len(page) < 100:
            return


def ask(environ: Mapping[str, str], method: str, path: str, content: object) -> Any:
    """Send one request; a redirection is not followed, so the token goes nowhere else."""
    api = urlsplit(environ.get("GITHUB_API_URL", "") or "https://api.github.com")
    kind = HTTPSConnection if api.scheme == "https" else HTTPConnection
    connection = kind(api.hostname or "", api.port, timeout=PATIENCE)
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {environ['TOKEN']}",
        "Content-Type": "application/json",
        "User-Agent": "sdd-impact",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    try:
        connection.request(method, api.path.rstrip("/") + path, None if content is None else json.dumps(content), headers)
        answer = connection.getresponse()
        data = answer.read()
    finally:
        connection.close()
    if answer.status in (401, 403, 404):
        raise NoComment(f"the token may not comment here ({answer.status}); a pull request from a fork has none that may")
    if answer.status >= 300:
        raise NoComment(f"the forge answered {answer.status}")
    return json.loads(data)


if __name__ == "__main__":
    try:
        main(os.environ)
    except NoComment as reason:
        said = str(reason)
    except (OSError, HTTPException, ValueError, KeyError, TypeError, RecursionError) as error:
        said = f"{type(error).__name__}: {error}"
    else:
        sys.exit(0)
    # One line, and nothing in it that the log would carry out.
    said = "".join(char if char.isprintable() else " " for char in said).replace("%", "%25")
    sys.stdout.write(f"::notice title=sdd-impact::no comment was written: {said}\n")
