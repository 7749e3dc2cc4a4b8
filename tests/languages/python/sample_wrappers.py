# path: app/audit.py
# wrapper: audit_log message=0 level=warning
# wrapper: self.audit message=1 level=0
# wrapper: Log.event message=name level=info
"""A project's own logging functions, from its configuration."""


def run(self, user):
    audit_log("User %s was locked", user.id)  # log: warning "User {user_id} was locked" kinds=id
    # log: warning "User {user_id} was unlocked" kinds=id fields=actor
    utils.audit_log(f"User {user.id} was unlocked", actor=admin.id)
    self.audit("error", "Audit %s", user.id)  # log: error "Audit {user_id}" kinds=id
    self.audit(logging.INFO, "Audit by constant")  # log: info "Audit by constant"
    Log.event(name="signed_in", user_id=user.id)  # log: info "signed_in" fields=user_id
    other("not one of them")
