# path: src/accounts/reset.py
"""Loggers of the standard library and how they are named.

logger.info("a docstring is no statement")
"""

import logging
import sys
import warnings
from logging import getLogger

from celery.utils.log import get_task_logger
from oslo_log import log as oslo

LOG = logging.getLogger(__name__)
audit = logging.getLogger("audit.accounts")
child = LOG.getChild("mail")
task_log = get_task_logger(f"{__name__}.tasks")
_plain = getLogger("plain")
NOVA = oslo.getLogger(__name__)
adapter = logging.LoggerAdapter(audit, {"a": 1})
MESSAGE = "Reset of %s was refused"
ACTION = "reset"
LIMIT = 5


def request_reset(user, request, current_app, log, mail_logger):
    # log: info "PasswordReset userId: {user_id} email: {email}" kinds=id,email logger=accounts.reset
    LOG.info("PasswordReset userId: %s email: %s", user.id, user.email)
    LOG.debug("Looking for %s", user.username)  # log: debug "Looking for {username}" kinds=name logger=accounts.reset
    # log: warning "Old spelling of warning for {user_pk}" kinds=id logger=accounts.reset
    LOG.warn("Old spelling of warning for %s", user.pk)
    # log: warning "Mail server {mail_host} is slow: {elapsed} s" kinds=any,float logger=accounts.reset
    LOG.warning("Mail server %s is slow: %.1f s", mail.host, elapsed)
    # log: error "Mail to {email} was refused" kinds=email logger=accounts.reset
    LOG.error("Mail to %(email)s was refused", {"email": user.email})
    LOG.critical("No mail server left")  # log: critical "No mail server left" logger=accounts.reset
    LOG.fatal("The same level as critical")  # log: critical "The same level as critical" logger=accounts.reset
    LOG.exception("Reset failed")  # log: error "Reset failed" logger=accounts.reset
    LOG.log(logging.WARNING, "By level %s", user.id)  # log: warning "By level {user_id}" kinds=id logger=accounts.reset
    LOG.log(25, "By number")  # log: success "By number" logger=accounts.reset
    # log: - "By a level that is known when it runs" logger=accounts.reset
    LOG.log(level_for(user), "By a level that is known when it runs")
    # log: info "On the root logger: {users_length} users" kinds=int logger=root
    logging.info("On the root logger: %d users", len(users))
    audit.info("reset requested by %s", request.user.id)  # log: info "reset requested by {user_id}" kinds=id logger=audit.accounts
    child.info("A child logger")  # log: info "A child logger" logger=accounts.reset.mail
    task_log.info("A task logger")  # log: info "A task logger" logger=accounts.reset.tasks
    _plain.info("A logger whose name says nothing")  # log: info "A logger whose name says nothing" logger=plain
    # log: info "oslo: {instance_uuid}" kinds=uuid logger=accounts.reset
    NOVA.info("oslo: %s", instance.uuid, instance=instance, context=ctx)
    adapter.info("Through an adapter")  # log: info "Through an adapter" logger=audit.accounts
    logging.getLogger("by.call").info("Made where it is used")  # log: info "Made where it is used" logger=by.call
    current_app.logger.info("The logger of a Flask application")  # log: info "The logger of a Flask application" logger=
    log.info("A parameter called log")  # log: info "A parameter called log" logger=
    mail_logger.error("SMTP says %r", reply)  # log: error "SMTP says {reply}" kinds=any logger=
    LOG.info(MESSAGE, user.id)  # log: info "Reset of {user_id} was refused" kinds=id logger=accounts.reset
    # log: info "reset of {count} users, at most 5" kinds=int logger=accounts.reset
    LOG.info("%s of %d users, at most %d", ACTION, count, LIMIT)
    # log: info "Reset took {share}% of the time" kinds=float logger=accounts.reset
    LOG.info("Reset took %.2f%% of the time", share)
    LOG.info("100% done")  # log: info "100% done" logger=accounts.reset
    # log: info "A long message that is written in two pieces about {user_id}" kinds=id logger=accounts.reset
    LOG.info(
        "A long message that is written "
        "in two pieces about %s",
        user.id,
    )
    # log: warning "reset() is deprecated" logger=py.warnings
    warnings.warn("reset() is deprecated", DeprecationWarning, stacklevel=2)
    warnings.warn(DeprecationWarning("the warning is an object"))  # log: warning "the warning is an object" logger=py.warnings


class Service:
    logger = logging.getLogger("service")

    def __init__(self, user):
        self._log = logging.getLogger(self.__class__.__module__)
        self.user = user

    def run(self, e):
        self.logger.info("Service started")  # log: info "Service started" logger=service
        self._log.info("A logger of the object")  # log: info "A logger of the object" logger=
        type(self).log.info("By its class")  # log: info "By its class" logger=

    @classmethod
    def check(cls):
        cls._logger.info("By the class method's class")  # log: info "By the class method's class" logger=


def report(result):
    print("Reset", result.user_id, "done")  # log: - "Reset {user_id} done" kinds=id logger=console
    print("a", "b", sep="")  # log: - "ab" logger=console
    print(f"Mail to {result.email}", file=sys.stderr)  # log: - "Mail to {email}" kinds=email logger=console
    sys.stderr.write("written to standard error\n")  # log: - "written to standard error" logger=console
    print("into a file", file=handle)
    print()
