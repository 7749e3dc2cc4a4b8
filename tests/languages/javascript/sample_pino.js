// pino, bunyan and Fastify: fields first, then the message with printf words.
const pino = require('pino');
const logger = pino({ name: 'billing', level: 'info' });
const audit = logger.child({ component: 'audit', tenantId });

function charge(req, reply, user, invoice, err, email) {
  logger.info('Charge started'); // log: info "Charge started" logger=billing
  logger.info({ userId: user.id, amount }, 'Charged'); // log: info "Charged" fields=userId,amount
  logger.warn({ userId: user.id }, 'Card of %s expires in %d days', email, days); // log: warning "Card of {email} expires in {days} days" fields=userId
  logger.error(err, 'Charge failed'); // log: error "Charge failed" fields=err
  logger.error({ err, invoice: invoice.id }, `Invoice ${invoice.id} not paid`); // log: error "Invoice {invoice_id} not paid" fields=err,invoice
  logger.error(err); // log: error "{err}" fields=err kinds=exception
  logger.fatal('Cannot reach the bank'); // log: critical "Cannot reach the bank"
  logger.trace({ ...invoice, step: 1 }, 'Trace'); // log: trace "Trace" fields=...invoice,step
  logger.debug({ 'user-agent': agent, ['x']: 1, [key]: 2 }, 'Agent'); // log: debug "Agent" fields=user-agent,x
  logger.info({ msg: 'Inside the object', id }); // log: info "Inside the object" fields=id
  logger.info({ event: 'charge.done', id }); // log: info "" fields=event,id
  audit.info({ action: 'refund' }, 'Refunded %s', invoice.id); // log: info "Refunded {invoice_id}" fields=component,tenantId,action
  logger.child({ requestId: req.id }).warn('Slow request'); // log: warning "Slow request" fields=requestId
  req.log.info({ path: req.url }, 'Incoming'); // log: info "Incoming" fields=path
  request.log.error(err, 'Handler failed'); // log: error "Handler failed" fields=err
  fastify.log.info(`Listening at ${address}`); // log: info "Listening at {address}"
  reply.log.warn('Reply was sent twice'); // log: warning "Reply was sent twice"
  this.log.debug({ n: items.length }, 'Items: %o', items); // log: debug "Items: {items}" fields=n
  const context = { userId: user.id, plan: user.plan };
  logger.info(context, 'Plan changed'); // log: info "Plan changed" fields=userId,plan
  logger[isBad ? 'error' : 'info']({ id }, 'Finished'); // log: - "Finished" fields=id
  logger.silent('never printed');
  // log: info "Commented, and on several lines" fields=a
  logger.info(
    // a comment between
    { a },
    'Commented, ' + 'and on several lines'
  );
}
