# file: accounts/mail.py
import os

HOST = os.environ["MAIL_HOST_NAME"]
# signal: setting-added key="MAIL_SERVER_URL" required="yes"
URL = os.environ["MAIL_SERVER_URL"]
# signal: setting-added key="MAIL_SENDER_NAME" required="no"
SENDER = os.environ.get("MAIL_SENDER_NAME", "support")
# signal: setting-added key="MAIL_COPY_TO" required="no"
COPY = os.getenv("MAIL_COPY_TO") or "support@example.org"
# signal: setting-added key="MAIL_API_KEY" required="yes"
KEY = os.getenv("MAIL_API_KEY")
# URL = os.environ["MAIL_IN_A_COMMENT"]
CI = os.getenv("CI_JOB_ID")
URL_AGAIN = os.environ["MAIL_SERVER_URL"]


def log_to():
    # signal: setting-added key="MAIL_LOG_PATH" required="no"
    if os.getenv("MAIL_LOG_PATH"):
        return os.environ["MAIL_LOG_PATH"]
    return None
# file: scripts/seed.py
import os

os.environ["SEED_THE_DATABASE"]
