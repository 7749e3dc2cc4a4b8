# path: auth/masking.py
"""String expressions, names and kinds."""

import logging

from auth.messages import RESET, Texts
from auth import texts as t

logger = logging.getLogger(__name__)


class Kind(StrEnum):
    RESET = "reset"
    LOCK = "lock"


class Colour(Enum):
    RED = 1


class Base:
    prefix = "base"
    FIXED = "fixed"
    template = "From a class attribute: %s"

    def say(self):
        # log: info "{prefix}: prefix may be another one in a subclass" kinds=any renderings=%s
        logger.info("%s: prefix may be another one in a subclass", self.prefix)
        logger.info("%s: a constant is not", self.FIXED)  # log: info "fixed: a constant is not"
        logger.info(self.template, self.name)  # log: info "From a class attribute: {name}" kinds=any renderings=%s
        logger.info(Base.FIXED + " by class")  # log: info "fixed by class"
        logger.info(self.inherited)  # log: info "{inherited}" kinds=any


MESSAGES = {"locked": "Account locked", "open": {"again": "Account open again"}}
LOCKED, UNLOCKED = "tuple", "targets"
PREFIX = "auth: "


def messages(user, n: int, when: datetime, kind: Kind, args, flag):
    # log: info "PasswordReset userId: {user_id} email: {email}" kinds=id,email
    logger.info("PasswordReset userId: {} email: {}".format(user.id, user.email))
    # log: info "PasswordReset userId: {user_id} email: {mask(email)}" kinds=id,masked
    logger.info(f"PasswordReset userId: {user.id} email: {mask(user.email)}")
    # log: info "PasswordReset userId: {user_id} email: {email}" kinds=id,email
    logger.info("PasswordReset userId: " + str(user.id) + " email: " + user.email)
    # log: info "PasswordReset userId: {user_id} email: {sha256(email)}" kinds=id,masked renderings=%s,%s
    logger.info("PasswordReset userId: %s email: %s" % (user.id, hashlib.sha256(user.email.encode()).hexdigest()))
    # log: info "{n} {user_name} {when} {n} {{literal}}" kinds=int,name,datetime,float renderings=,!r:>8,:%H:%M,:.2f
    logger.info("{0} {name!r:>8} {when:%H:%M} {n:.2f} {{literal}}".format(n, name=user.name, when=when, n=n))
    logger.info("{u.email} {u.id}".format(u=user))  # log: info "{email} {user_id}" kinds=email,id
    # log: info "n={n} {n} {n} {balance} {{braces}}" kinds=int,int,int,float renderings=!r,!r,:>5,:.2f
    logger.info(f"{n=} {n!r} {n:>5} {user.balance:.2f} {{braces}}")
    logger.info("a lost prefix {user.id}")  # log: info "a lost prefix {{user.id}}"
    # log: info "locked"
    # log: info "unlocked"
    logger.info("locked" if flag else "unlocked")
    # log: info "Account {locked|unlocked}" kinds=enum renderings=%s values=locked|unlocked
    logger.info("Account %s", "locked" if flag else "unlocked")
    logger.info(f"Account {'on' if flag else 'off'}")  # log: info "Account {on|off}" kinds=enum values=on|off
    logger.info("User %s", user.name or "nobody")  # log: info "User {user_name}" kinds=any renderings=%s
    message = "started"
    if flag:
        message = "started for %s" % user.id
    # log: info "started"
    # log: info "started for {user_id}" kinds=id renderings=%s
    logger.info(message)
    text = "step"
    text += " one"
    if flag:
        text += " and two"
    # log: info "step one"
    # log: info "step one and two"
    logger.info(text)
    for item in user.items:
        text = "in a loop"
        logger.info(text)  # log: info "in a loop"
    # log: info "step one"
    # log: info "step one and two"
    # log: info "in a loop"
    logger.info(text)
    count = 0
    count += 1
    logger.info("counted %s", count)  # log: info "counted {count}" kinds=int renderings=%s
    logger.info(MESSAGES["locked"])  # log: info "Account locked"
    logger.info(MESSAGES["open"]["again"])  # log: info "Account open again"
    logger.info(RESET, user.id)  # log: info "{reset}" kinds=any opening=RESET
    logger.info(Texts.LOCKED)  # log: info "{locked}" kinds=any opening=Texts.LOCKED
    logger.info(t.LOCKED)  # log: info "{locked}" kinds=any opening=texts.LOCKED
    logger.info(build(user))  # log: info "{build}" kinds=any
    logger.info(PREFIX + "with a prefix")  # log: info "auth: with a prefix"
    logger.info(_("Translated %s"), user.id)  # log: info "Translated {user_id}" kinds=id renderings=%s
    logger.info(_("Translated {name}").format(name=user.name))  # log: info "Translated {user_name}" kinds=name
    # log: info "{n} user" kinds=int renderings=%d
    # log: info "{n} users" kinds=int renderings=%d
    logger.info(ngettext("%d user", "%d users", n), n)
    logger.info(" ".join(["joined", user.id, "text"]))  # log: info "joined {user_id} text" kinds=id
    logger.info("joined: %s", ", ".join(names))  # log: info "joined: {names}" kinds=any renderings=%s
    # log: info "several lines of {user_id}" kinds=id renderings=%s
    logger.info("""
        several
        lines of %s
    """, user.id)
    logger.info(r"raw \d %s", user.id)  # log: info "raw \d {user_id}" kinds=id renderings=%s
    logger.info("escapes \x41 \u00e9 \N{BULLET} \t %s", user.id)  # log: info "escapes A é • {user_id}" kinds=id renderings=%s
    logger.info(b"bytes")  # log: info "bytes"
    logger.info("%s", kind)  # log: info "{kind}" kinds=enum renderings=%s values=reset|lock
    logger.info("%s and %s", Kind.RESET.value, Colour.RED)  # log: info "reset and Colour.RED"
    logger.info("%s", user)  # log: info "{user}" kinds=any renderings=%s
    logger.info(user)  # log: info "{user}" kinds=any
    logger.info("%s %s", *args)  # log: info "{} {}" kinds=any,any renderings=%s,%s
    logger.info("%(a)s %(userId)s", dict(a=n, userId=user.id))  # log: info "{n} {user_id}" kinds=int,id renderings=%s,%s
    logger.info("%(missing)s", known)  # log: info "{missing}" kinds=any renderings=%s
    logger.info("too few %s %s", n)  # log: info "too few {n} {}" kinds=int,any renderings=%s,%s
    # log: info "{user_name}|{n}|{n}|{n}" kinds=name,int,hex,int renderings=%-10s,%5d,%x,%*d
    logger.info("%-10s|%5d|%x|%*d", user.name, n, n, 5, n)


def kinds(user, request, e, started, exc: ValueError, uid: UUID):
    # log: info "{remote_addr} {request_url} {request_path}" kinds=ip,url,path renderings=%s,%s,%s
    logger.info("%s %s %s", request.remote_addr, request.url, request.path)
    logger.info("%s %s", self.token, user.password)  # log: info "{token} {password}" kinds=secret,secret renderings=%s,%s
    # log: info "{created_at} {is_active} {names_length}" kinds=datetime,bool,int renderings=%s,%s,%s
    logger.info("%s %s %s", created_at, is_active, len(names))
    # log: info "{exc} {uid} {e_type}" kinds=exception,uuid,any renderings=%s,%s,%s
    logger.info("%s %s %s", exc, uid, type(e).__name__)
    # log: info "{phone_number} {customer_id}" kinds=phone,id renderings=%s,%s
    logger.info("%s %s", user.phone_number, order["customer_id"])
    logger.info("%s %s", data.get("email"), masked_email)  # log: info "{email} {masked_email}" kinds=email,masked renderings=%s,%s
    secret = redact(user.token)
    logger.info("%s", secret)  # log: info "{secret}" kinds=masked renderings=%s
    # log: info "{time.time() - started} {uuid4}" kinds=float,uuid renderings=%s,%s
    logger.info("%s %s", time.time() - started, uuid4())
    logger.info("%s %s", json.dumps(body), email[:3])  # log: info "{body} {email}" kinds=json,any renderings=%s,%s
    try:
        pass
    except OSError as problem:
        logger.warning("disk: %s", problem)  # log: warning "disk: {problem}" kinds=exception renderings=%s
    # log: info "{path} {full_name} {user_id}" kinds=path,name,id renderings=%s,%s,%s
    logger.info("%s %s %s", os.path.join(a, b), user.get_full_name(), user.getId())
