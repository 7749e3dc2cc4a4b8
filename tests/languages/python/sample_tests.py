# path: tests/test_reset.py
import logging

log = logging.getLogger(__name__)


def test_reset():
    log.info("in a test")  # log: info "in a test" logger=tests.test_reset test=True
    assert 1 == 1, "arithmetic"  # error: AssertionError "arithmetic" test=True
