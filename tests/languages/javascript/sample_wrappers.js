// wrapper: auditLog message=1 level=notice
// wrapper: this.audit.write message=0 level=1
// wrapper: events.emitLog message=text level=warning
// wrapper: tagged.info message=1
function work(user, count) {
  auditLog(user.id, 'Login of %s', user.name, { count }); // log: notice "Login of {user_name}" fields=count
  this.audit.write(`Order of ${user.id}`, 'error'); // log: error "Order of {user_id}"
  this.audit.write('Order', level); // log: - "Order"
  this.auditLog(user.id, 'Own method'); // log: notice "Own method"
  events.emitLog({ text: 'Mail sent', user: user.id }); // log: warning "Mail sent" fields=user
  events.emitLog({ body: 'no text' });
  tagged.info('auth', `Reset of ${user.id}`); // log: info "Reset of {user_id}"
  auditLogger('not the same name');
}
