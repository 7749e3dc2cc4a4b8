import logging

logger = logging.getLogger(__name__)
TEXT = "Token %s has expired"


def reset(user, token, mail):
    logger.info("PasswordReset userId: %s email: %s", user.id, user.email)
    logger.warn('Mail server %s is slow', mail.server)
    logger.info("A long message that was "
                "written in two pieces for %s", user.id)
    logger.error("Failed: " + str(token.id) + " (" + token.kind + ")")
    logger.info(TEXT, token.id)
    message = "Locked %s" % user.id
    logger.info(message)
    logger.log(logging.INFO, "by level")
    logger.info("on" if token else "off")
    logger.info("state %s", "on" if token else "off")
    logger.info("order", extra={"order_id": 1, "user_id": user.id})
    raise ValueError("No user %s" % user.id)
    raise HTTPException(404, "No such user")
    raise HTTPException(status_code=404, detail={"error": "gone"})
    return JsonResponse({"error": "gone"}, status=410)
