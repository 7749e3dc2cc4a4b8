# path: accounts/service.py
"""What is raised, asserted, or ends a command."""

import argparse
import sys

import click

from accounts.exceptions import AccountLocked, UserMissing

TEXT = "The link has expired"


class ResetError(Exception):
    message = "The reset failed"  # error: ResetError "The reset failed"


class InstanceNotFound(ResetError):
    # error: InstanceNotFound "Instance %(instance_id)s could not be found." status=404
    msg_fmt = _("Instance %(instance_id)s could not be found.")
    code = 404


class QuotaExceeded(Exception):
    def __init__(self, user_id, limit):
        # error: QuotaExceeded "User {user_id} is over the limit of {limit}" kinds=id,any
        super().__init__(f"User {user_id} is over the limit of {limit}")


class Broken(ResetError):
    def __str__(self):
        return "Broken at %s" % self.place  # error: Broken "Broken at {place}" kinds=any


class Options:
    message = "not an exception"


def reset(user, token, parser, ctx, future):
    raise ValueError("No such user")  # error: ValueError "No such user"
    raise ValueError(f"No user {user.id}")  # error: ValueError "No user {user_id}" kinds=id
    raise ValueError("No user %s" % user.id) from exc  # error: ValueError "No user {user_id}" kinds=id
    raise ValueError("No user {}".format(user.email))  # error: ValueError "No user {email}" kinds=email
    raise RuntimeError(TEXT)  # error: RuntimeError "The link has expired"
    raise KeyError(token)  # error: KeyError "{token}" kinds=secret
    # error: TypeError "expected a user, got {user_type}" kinds=any
    raise TypeError(
        "expected a user, "
        f"got {type(user)}"
    )
    raise errors.Conflict(msg="Reset is running already", user=user)  # error: Conflict "Reset is running already"
    raise AccountLocked(reason=f"locked until {user.until}")  # error: AccountLocked "locked until {until}" kinds=any
    # error: InstanceNotFound "Instance {instance_uuid} could not be found." kinds=uuid status=404
    raise InstanceNotFound(instance_id=user.instance_uuid)
    raise UserMissing(user_id=user.id)  # error: UserMissing "{UserMissing}" kinds=any opening=UserMissing
    raise UserMissing(user.id)  # error: UserMissing "{user_id}" kinds=id opening=UserMissing
    # error: NotImplementedError "later"
    # error: NotImplementedError "never"
    raise NotImplementedError("later" if token else "never")
    raise QuotaExceeded(user.id, 5)
    raise ResetError
    raise ResetError()
    raise NotImplementedError
    raise
    raise token
    problem = ValueError("built before it is raised")
    raise problem  # error: ValueError "built before it is raised"
    assert token, "a token is needed"  # error: AssertionError "a token is needed"
    assert token, f"bad token {token.id}"  # error: AssertionError "bad token {token_id}" kinds=id
    assert token
    future.set_exception(TimeoutError("no answer from the mail server"))  # error: TimeoutError "no answer from the mail server"
    errors.append("no statement")


def main(args, ctx):
    parser = argparse.ArgumentParser()
    parser.error("--user is needed")  # error: - "--user is needed" audience=operator
    sys.exit("cannot read the configuration")  # error: SystemExit "cannot read the configuration" audience=operator
    sys.exit(1)
    sys.exit(main())
    raise SystemExit("stopped")  # error: SystemExit "stopped" audience=operator
    # error: ArgumentTypeError "{value} is no e-mail address" kinds=any audience=operator
    raise argparse.ArgumentTypeError(f"{value} is no e-mail address")
    # error: UsageError "--since and --last exclude each other" audience=operator
    raise click.UsageError("--since and --last exclude each other")
    raise click.BadParameter("no such branch", param_hint="--base")  # error: BadParameter "no such branch" audience=operator
    ctx.fail("nothing to do")  # error: UsageError "nothing to do" audience=operator
