// Further libraries, each by its own habit.
const log4js = require('log4js');
const loglevel = require('loglevel');
const npmlog = require('npmlog');
const signale = require('signale');
const { consola } = require('consola');
const Sentry = require('@sentry/node');
const bunyan = require('bunyan');

const mailLog = log4js.getLogger('mail');
const level = loglevel.getLogger('sync');
const records = bunyan.createLogger({ name: 'records' });

function work(user, err, job) {
  mailLog.info('Mail sent to %s', user.email); // log: info "Mail sent to {email}" logger=mail
  mailLog.mark('Marked'); // log: mark "Marked" logger=mail
  log4js.getLogger('disk').error('Disk full:', disk); // log: error "Disk full: {disk}" logger=disk
  level.warn('Sync is late', delayMs); // log: warning "Sync is late {delay_ms}" logger=sync
  loglevel.error('loglevel itself'); // log: error "loglevel itself"
  npmlog.http('fetch', 'GET %s', url); // log: http "GET {url}" logger=fetch
  signale.success('Build of %s done', job.name); // log: success "Build of {job_name} done"
  signale.fatal('Build died'); // log: critical "Build died"
  consola.start('Building'); // log: start "Building"
  consola.withTag('db').info('Connected'); // log: info "Connected"
  records.info({ user: user.id }, 'hi %s', user.name); // log: info "hi {user_name}" logger=records fields=user
  Sentry.captureMessage('Quota reached'); // log: info "Quota reached"
  Sentry.captureMessage(`Quota of ${user.id} reached`, 'warning'); // log: warning "Quota of {user_id} reached"
  Sentry.captureMessage('Quota gone', { level: 'error' }); // log: error "Quota gone"
  Sentry.logger.info(Sentry.logger.fmt`User ${user.id} came back`); // log: info "User {user_id} came back"
  context.log('Function ran'); // log: info "Function ran"
  context.log.warn('Function is cold'); // log: warning "Function is cold"
  strapi.log.error(`Plugin ${name} is missing`); // log: error "Plugin {name} is missing"
  appLog.info('database', `Migrated ${table}`); // log: info "Migrated {table}" logger=database
  appLog.info('database', stats); // log: info "database {stats}"
  appLog.info('Two words', 'and more'); // log: info "Two words and more"
  getLogger().info('By a getter'); // log: info "By a getter"
  this.#logger.info('Private field'); // log: info "Private field"
}
