"""The closed list of impacts: what each is called, which question it raises, how severe it is by default.

A question's ``asks_when`` names these ids and nothing else; conditions are code, never an expression in YAML.
"""

from __future__ import annotations

from sdd_impact.model import Severity
from sdd_impact.tuples import NamedTuple


class ImpactKind(NamedTuple):
    """One impact: its question, its default severity, and the sentences that ``explain`` prints."""

    id: str
    question: str
    severity: Severity
    title: str
    why: str
    fix: str


IMPACTS: tuple[ImpactKind, ...] = (
    ImpactKind(
        "log-changed", "logging-changed", "auto", "A log statement was added, removed or modified",
        "Support reads these lines; whoever searches them should know that they change.",
        "Nothing to do: the tool answers it. Override with a reason if the diff misleads.",
    ),
    ImpactKind(
        "log-changed-unregistered", "saved-search-recreate", "warn", "A log text changed, and no saved search is registered anywhere",
        "Without the searches nobody can tell whether one of them breaks.",
        "Register Support's searches: put them beside the code, name them under `searches:`, or pass --searches PATH.",
    ),
    ImpactKind(
        "saved-search-broken", "saved-search-recreate", "block", "A saved search or alert matches nothing any more",
        "It returns nothing from the release on, and nobody is told: an alert that is silent looks like a system that is well.",
        "Change the search with the release (a verified pattern is proposed), or keep the log line's wording.",
    ),
    ImpactKind(
        "saved-search-likely-broken", "saved-search-recreate", "block", "A saved search matches only if a value happens to contain its text",
        "The text that it looks for is no longer written by the program itself.",
        "Change the search with the release, or put the words back into the log line.",
    ),
    ImpactKind(
        "saved-search-narrowed", "saved-search-recreate", "block", "A saved search lost some of the lines it used to find",
        "It still returns lines, so its owner will not notice what is missing.",
        "Change the search so that it finds the new line too.",
    ),
    ImpactKind(
        "saved-search-captures-changed", "saved-search-recreate", "block", "A saved search extracts another value than before, or none",
        "Dashboards and alerts that use the extracted field show wrong or empty values.",
        "Change the extraction, or keep the value where it stood in the line.",
    ),
    ImpactKind(
        "saved-search-removed", "saved-search-recreate", "block", "A saved search was deleted while its log line lives on",
        "Deleting a search hides that it would have broken, and Support may still use it.",
        "Bring the search back, or say who in Support no longer needs it.",
    ),
    ImpactKind(
        "saved-search-unknown", "saved-search-recreate", "block", "It could not be decided whether a touched search still matches",
        "The search or the log line has a part that the tool cannot read; it does not guess.",
        "Look at both lines, and say what happens to the search.",
    ),
    ImpactKind(
        "saved-search-false-match", "saved-search-false-match", "block", "An existing search or alert now catches a line that is not meant for it",
        "A false alarm wakes somebody up, and the next true one is doubted.",
        "Reword the new line, or narrow the search.",
    ),
    ImpactKind(
        "error-message-new", "error-messages", "block", "A new error message that a customer or an API client can see",
        "The message is what the customer reads out on the phone.",
        "Say what causes it, what the customer can do, and what Support does.",
    ),
    ImpactKind(
        "error-message-changed", "error-messages", "block", "An error message that customers or API clients see has changed",
        "Macros, help articles and customers' scripts refer to the old words.",
        "Say what causes it, what the customer can do, and what Support does.",
    ),
    ImpactKind(
        "error-message-removed", "error-known-changed", "warn", "An error message that customers know is gone",
        "Documents that explain it are wrong from the release on.",
        "Say what it becomes, and who is told.",
    ),
    ImpactKind(
        "input-refused", "error-input-limits", "block", "A changed rule refuses input that real customers have",
        "An apostrophe in an e-mail address, refused by a form, cost one customer seven days.",
        "Fix the rule, or give the message that tells the customer what is allowed.",
    ),
    ImpactKind(
        "account-action-new", "support-ui-account-action", "block", "A new action on a customer's account",
        "What the customer can do for the account, Support must be able to do for the customer, on the first call.",
        "Name the screen in the Support UI, or the steps that Support takes until there is one.",
    ),
    ImpactKind(
        "account-action-in-support-ui", "support-ui-account-action", "auto", "A new action on a customer's account, and Support has it",
        "It is in the code of the Support UI, or the branch adds a line there that asks for it.",
        "Nothing to do: the tool answers it.",
    ),
    ImpactKind(
        "account-action-without-audit", "audit-event", "block", "An action on an account leaves no audit event",
        "Support without log access cannot see what happened to the account, and when.",
        "Record an audit event beside the action.",
    ),
    ImpactKind(
        "message-sent-new", "notify-sent", "block", "A message to the customer is sent from a new place",
        "When the mail does not arrive, somebody must be able to see whether it was sent, and send it again.",
        "Log or record sent and failed with the record's ID, and offer sending it again.",
    ),
    ImpactKind(
        "message-template-changed", "notify-sent", "block", "The text of a message to customers changed",
        "Support is asked about it from the release on.",
        "Say how Support sees that it went out, and whether it can be sent again.",
    ),
    ImpactKind(
        "personal-data-logged", "pii-in-logs", "block", "A log line now carries personal data",
        "Logs are read by many and kept for long.",
        "Log the record's ID instead, or mask the value.",
    ),
    ImpactKind(
        "secret-logged", "pii-in-logs", "block", "A log line now carries a secret",
        "Whoever reads the log can use it.",
        "Remove it from the log call.",
    ),
    ImpactKind(
        "log-masked-unfindable", "pii-masked-findable", "block", "A value is masked now, and the line has no ID that Support can see",
        "All lines look the same; nothing ties the customer to one of them.",
        "Put the record's ID into the line and on the Support UI (`support_ui.shown_ids`).",
    ),
    ImpactKind(
        "database-record-added", "db-access", "block", "A new table or column that a customer may ask about",
        "What is only in the database is answered by SQL, by somebody else, days later.",
        "Show it in the Support UI, or name who runs the query and where the runbook is.",
    ),
    ImpactKind(
        "data-migrated", "data-migration-effect", "warn", "Customers' data is changed, moved or dropped by a migration",
        "Values that change or disappear are questions on release day.",
        "Say what customers will notice, for how long, and whether it can be undone.",
    ),
    ImpactKind(
        "route-removed", "api-contract", "block", "A route is gone or has another path or method",
        "Customers' own integrations stop working.",
        "Say whether it is public, who was told, and until when the old one stays.",
    ),
    ImpactKind(
        "log-without-id", "logging-correlation-id", "warn", "The new log lines of an action carry no ID",
        "When it fails, nothing ties the customer to the line, or the line to the error below it.",
        "Put the record's ID, or one ID for the whole request, into the line.",
    ),
    ImpactKind(
        "text-untranslated", "error-translations", "warn", "A new error message is not translated into a language that was complete",
        "Customers who read that language see another one, or the key itself, and send Support a screenshot of it.",
        "Translate it, or say when the translation comes.",
    ),
    ImpactKind(
        "record-id-unseen", "support-ui-record-ids", "warn", "A log line carries an ID of a new kind, which the Support UI does not show",
        "The log can only be searched by an ID that Support can read somewhere.",
        "Show it in the Support UI, and add it to `support_ui.shown_ids`.",
    ),
    ImpactKind(
        "job-new", "job-failure", "warn", "A new job runs without a customer waiting for it",
        "When it fails, is late or does not run, nobody sees an error.",
        "Say who notices, what the customer sees, and how it is run again.",
    ),
    ImpactKind(
        "setting-required", "config-wrong", "warn", "A new setting has no default in sight",
        "Where it is forgotten, something does not work, and the message seldom says why.",
        "Give it a default or a check at the start, or say what a customer sees without it.",
    ),
    ImpactKind(
        "flag-new", "feature-flag", "warn", "The code asks for a new feature flag",
        "Two customers see two products, and Support does not know which one is on the phone.",
        "Say where Support sees it, and who may switch it off.",
    ),
    ImpactKind(
        "document-outdated", "docs-stale", "warn", "A document tells of something that the branch takes away",
        "Whoever follows it looks for a text, a page or a setting that is no longer there.",
        "Change the document on this branch, or say who does.",
    ),
    ImpactKind(
        "document-missing", "docs-runbook", "warn", "Support has something new to know, and no document was changed",
        "Whoever takes the call has nothing to read, and passes it on.",
        "Change the runbook or the article on this branch, or say where it is written down.",
    ),
    ImpactKind(
        "known-issue-left", "known-issues", "warn", "Code that customers meet is merged with a note that it is not done yet",
        "Support hears of it from a customer, and takes it for new.",
        "Solve it, or say what the customer sees and what Support says meanwhile.",
    ),
    ImpactKind(
        "owner-unknown", "owner-escalation", "block", "Nobody is named who takes the ticket for the changed code",
        "An escalation without an owner waits.",
        "Name team, channel and hours under `owners:` in the configuration.",
    ),
    ImpactKind(
        "release-frozen", "release-freeze", "warn", "The release falls into a freeze",
        "The fix for the article's customer was ready on a Friday and waited until Monday.",
        "Say how the customer is helped meanwhile.",
    ),
    ImpactKind(
        "unread-source", "unread-source", "block", "A changed source file looks like it logs, and could not be read",
        "What is not read cannot be judged, and silence must not look like no impact.",
        "Look at the file and say whether anything changes for Support.",
    ),
    ImpactKind(
        "nothing-found", "scope-no-impact-confirm", "block", "Nothing was found that Support would notice",
        "Asked only where the team wants every branch confirmed.",
        "Answer yes, or say what the diff cannot show.",
    ),
)  # fmt: skip

BY_ID = {kind.id: kind for kind in IMPACTS}
