# path: app/sync.py
"""loguru: braces, keyword arguments, levels of its own."""

from loguru import logger


def sync(user, path, n):
    # log: info "Synchronised {n} files for {user_id}" kinds=any,id logger=app.sync
    logger.info("Synchronised {} files for {}", n, user.id)
    # log: info "Synchronised {n} files for {user_id}" kinds=any,id fields=count,user_id logger=app.sync
    logger.info("Synchronised {count} files for {user_id}", count=n, user_id=user.id)
    logger.success("All done")  # log: success "All done" logger=app.sync
    logger.trace("At {}", path)  # log: trace "At {path}" kinds=path logger=app.sync
    logger.log("WARNING", "By level name {}", n)  # log: warning "By level name {n}" kinds=any logger=app.sync
    logger.bind(user_id=user.id).info("Bound")  # log: info "Bound" fields=user_id logger=app.sync
    logger.opt(exception=True).error("Failed: {!r}", path)  # log: error "Failed: {path}" kinds=path logger=app.sync
    logger.opt(lazy=True).debug("Lazy {}", lambda: user.email)  # log: debug "Lazy {email}" kinds=email logger=app.sync
    logger.info("Without arguments {stays} as it is")  # log: info "Without arguments {{stays}} as it is" logger=app.sync
    logger.info(f"With an f-string {user.email}")  # log: info "With an f-string {email}" kinds=email logger=app.sync
    logger.info("50 % of {}", path)  # log: info "50 % of {path}" kinds=path logger=app.sync
