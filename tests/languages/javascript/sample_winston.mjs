// winston and loggers of unknown make: the message first, an object of fields last.
import winston from 'winston';
import { logger as appLogger } from './app-logger.mjs';

const logger = winston.createLogger({ defaultMeta: { service: 'reset' } });

export function reset(user, email, err, meta) {
  logger.info('PasswordReset userId: %s email: %s', user.id, email); // log: info "PasswordReset userId: {user_id} email: {email}"
  logger.info('Password reset', { userId: user.id, email }); // log: info "Password reset" fields=service,userId,email
  logger.info(`PasswordReset userId: ${user.id} email: ${mask_email(email)}`); // log: info "PasswordReset userId: {user_id} email: {mask_email(email)}"
  logger.log('warn', 'Token is old', { tokenAge }); // log: warning "Token is old" fields=service,tokenAge
  logger.log({ level: 'error', message: 'Mail not sent', code }); // log: error "Mail not sent" fields=service,code
  logger.log(level, `Level is ${level}`); // log: - "Level is {level}"
  logger.log('Without a level'); // log: info "Without a level"
  logger.verbose('Verbose stays'); // log: verbose "Verbose stays"
  logger.silly('Silly stays'); // log: silly "Silly stays"
  logger.http('GET /reset'); // log: http "GET /reset"
  logger.notice('syslog level'); // log: notice "syslog level"
  logger.crit('syslog critical'); // log: critical "syslog critical"
  logger.emerg('syslog emergency'); // log: critical "syslog emergency"
  logger.error('Reset failed', err); // log: error "Reset failed {err}"
  logger.error('Reset failed: ' + err.message, { stack: err.stack }); // log: error "Reset failed: {err_message}" fields=service,stack
  logger.info('With meta', meta); // log: info "With meta" fields=service,...meta
  logger.info({ message: 'As an object', userId }); // log: info "As an object" fields=service,userId
  winston.info('The default logger'); // log: info "The default logger"
  appLogger.warning('Imported under another name'); // log: warning "Imported under another name"
  appLogger.child({ job: 'mail' }).info('Sent'); // log: info "Sent" fields=job
  logger.info(t('reset.done')); // log: info "reset.done"
  logger.info(i18next.t('reset.mail', { email })); // log: info "reset.mail"
  logger.debug(() => `Lazy ${user.id}`); // log: debug "Lazy {user_id}"
  logger.info('a' + ('b' + 'c') + user.id); // log: info "abc{user_id}"
  logger.info(['one', 'two'].join(' ')); // log: info "one two"
  logger.info('multi', 'part', 'text'); // log: info "multi part text"
  // log: info "{user_name}"
  // log: info "anonymous"
  logger.info(user.name || 'anonymous');
  logger.info(buildMessage(user)); // log: info "{build_message}"
  logger.info(TEXTS.RESET); // log: info "{reset}" opening=TEXTS.RESET
}
