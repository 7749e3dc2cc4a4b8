"""The demo plays the story to its end, and what it prints is computed: another branch, other findings."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sdd_impact.commands import Run, demo, run

#: What the story says must be seen before the merge, each with the words that show it. Lines are compared without their breaks.
BEFORE_THE_MERGE = {
    "the search by e-mail is broken": "broken Password reset by e-mail ops/savedsearches.conf:4 owner support-l2",
    "the search by user ID still matches": "still-matches Password reset by user ID",
    "a verified new pattern": 'new pattern index=shop "PasswordReset" | regex _raw="PasswordReset userId:',
    "masked, and Support sees no ID": "log-masked-unfindable accounts/reset.py:19 asks pii-masked-findable",
    "the new check refuses the customer": "input-refused accounts/forms.py:5 asks error-input-limits the changed rule for an email refuses O'Brien@example.ie",
    "a new account action": "account-action-new accounts/reset.py:23 asks support-ui-account-action",
    "no audit event": "account-action-without-audit accounts/reset.py:23 asks audit-event",
    "a mail to the customer": "message-sent-new accounts/reset.py:28 asks notify-sent",
    "an error that says nothing": "error-message-new accounts/reset.py:30 asks error-messages",
    "who takes the ticket": "owner-unknown accounts/reset.py:1 asks owner-escalation",
    "a release on a Friday": "release-frozen sdd-impact.yaml:1 asks release-freeze the release on 2026-11-27 falls into a freeze (friday)",
    "the gate says no": "checklist-missing: this branch has no checklist, and 8 questions can only be answered by a person",
    "the gate says yes": "passed: 8 of 8 questions answered",
    "the hand-over": "# Hand-over to Support: before → HEAD",
    "what Support changes": "| `PasswordReset userId: (?<user_id>\\d+)` | ticket | SUP-411 |",
}


def words_of(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def test_the_story_is_told(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status = run(["demo", "--keep", str(tmp_path / "shop")])
    printed = capfd.readouterr().out
    seen = words_of(printed)
    assert [what for what, words in BEFORE_THE_MERGE.items() if words not in seen] == []
    assert status == 0, printed
    assert (tmp_path / "shop" / "support-impact" / "feature--mask-email.yaml").is_file()


def test_a_folder_that_exists_is_left_alone(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    assert run(["demo", "--keep", str(tmp_path)]) == 2
    assert "exists already" in capfd.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the story that a test may rewrite."""
    copy = tmp_path / "story"
    shutil.copytree(demo.STORY, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(demo, "STORY", copy)
    return copy


@pytest.fixture
def diff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """What ``diff`` prints in the repository that the demo makes of the story."""
    for name in list(os.environ):
        if name.startswith(demo.FOREIGN):
            monkeypatch.delenv(name)

    def printed() -> str:
        folder = tmp_path / "shop"
        folder.mkdir()
        demo.Demo(folder, Run(".", "never", quiet=False, verbose=0))._make_repository()
        assert run(["-C", str(folder), "diff"]) == 0
        return words_of(capsys.readouterr().out)

    return printed


def rewrite(path: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_an_address_that_is_not_masked_breaks_nothing(diff: Callable[[], str], story: Path) -> None:
    rewrite(story / "branch/accounts/reset.py", "mask(user.email)", "user.email")
    seen = diff()
    assert "saved-search-broken" not in seen
    assert "log-masked-unfindable" not in seen
    assert "broken Password reset by e-mail" not in seen
    assert "input-refused accounts/forms.py:5" in seen


def test_a_rule_that_takes_the_apostrophe_refuses_nobody(diff: Callable[[], str], story: Path) -> None:
    rewrite(story / "branch/accounts/forms.py", "[A-Za-z0-9._%+-]+@", "[A-Za-z0-9._%+'-]+@")
    seen = diff()
    assert "O'Brien@example.ie" not in seen
    assert "saved-search-broken accounts/reset.py:19" in seen


def test_a_reworded_line_breaks_the_search_by_user_id_too(diff: Callable[[], str], story: Path) -> None:
    rewrite(story / "branch/accounts/reset.py", "PasswordReset userId: %s", "Reset requested, account %s")
    seen = diff()
    assert "broken Password reset by user ID" in seen
    assert "still-matches Password reset by user ID" not in seen


def test_an_audit_call_beside_the_action_is_seen(diff: Callable[[], str], story: Path) -> None:
    rewrite(
        story / "branch/accounts/reset.py",
        "        send_reset_mail(user)\n    except",
        '        send_reset_mail(user)\n        audit.record("reset-mail-resent", user.id)\n    except',
    )
    seen = diff()
    assert "account-action-new accounts/reset.py:23" in seen
    assert "account-action-without-audit" not in seen
