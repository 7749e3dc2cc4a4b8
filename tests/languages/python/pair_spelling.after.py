"""Now with a docstring."""
from logging import getLogger as make
import logging

TEXT = (
    "Token %s "
    "has expired"
)


class Reset:
    log = logging.getLogger("other")

    def reset(self, person, token, mail):
        self.log.info(f"PasswordReset userId: {person.id} email: {person.email}")
        self.log.warning("Mail server {} is slow".format(mail.server))
        self.log.info("A long message that was written in two pieces for %(user_id)s", {"user_id": person.id})
        self.log.error(f'Failed: {token.id} ({token.kind})')

        self.log.info(
            TEXT,
            token.id,
        )
        text = f"Locked {person.id}"
        self.log.info(text)
        self.log.info("by level")
        if token:
            state = "on"
        else:
            state = "off"
        self.log.info(state)
        self.log.info(f"state {'on' if token else 'off'}")
        self.log.info("order", extra=dict(order_id=1, user_id=person.id))
        problem = ValueError(f"No user {person.id}")
        raise problem
        raise HTTPException(status_code=status.HTTP_404_NOT_FOUND, detail="No such user")
        raise HTTPException(404, {"error": "gone"})
        return JsonResponse(status=410, data={"error": "gone"})
