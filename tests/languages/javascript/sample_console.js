// The console and what prints like it: printf words, further arguments joined by spaces.
'use strict';

const util = require('util');
const { debuglog } = require('node:util');
const createDebug = require('debug');
const debug = require('debug')('shop:orders');
const trace = createDebug('shop:trace').extend('sql');

const STARTED = 'Server started';
const PREFIX = 'cart';
const Messages = { GONE: 'Cart is gone', LATE: `Cart is ${PREFIX} late` };

function orders(user, order, err, port, email) {
  console.log('Order received'); // log: info "Order received"
  console.info('Order %s for user %d', order.id, user.id); // log: info "Order {order_id} for user {user_id}" kinds=id,float
  console.warn(`Order ${order.id} is late by ${elapsedMs} ms`); // log: warning "Order {order_id} is late by {elapsed_ms} ms"
  console.error('Order failed:', err); // log: error "Order failed: {err}" kinds=exception
  console.debug('Order ' + order.id + ' sent to ' + email); // log: debug "Order {order_id} sent to {email}" kinds=id,email
  console.trace('Who called?'); // log: trace "Who called?"
  console.log('%s: %d%% done', order.name, percent); // log: info "{order_name}: {percent}% done"
  console.log('Cart:', { id: cart.id, total }); // log: info "Cart: {}" fields=id,total
  console.log(STARTED); // log: info "Server started"
  console.log(`${STARTED} on port ${port}`); // log: info "Server started on port {port}"
  console.log(Messages.GONE); // log: info "Cart is gone"
  console.log(Messages.LATE); // log: info "Cart is cart late"
  console.log(util.format('%s has %i items', user.name, count)); // log: info "{user_name} has {count} items"
  console.log('PasswordReset userId: ' + user.id + ' email: ' + mask(email)); // log: info "PasswordReset userId: {user_id} email: {mask(email)}" kinds=id,masked
  // log: info "Two literals, one line"
  console.log(
    'Two literals, ' +
      'one line',
  );
  console?.log?.('Only where there is a console'); // log: info "Only where there is a console"
  console['warn']('By subscript'); // log: warning "By subscript"
  console[level]('Level not known'); // log: - "Level not known"
  globalThis.console.log('Global console'); // log: info "Global console"
  window.console.error('Window console'); // log: error "Window console"
  console.assert(order.paid, 'Order %s was not paid', order.id); // log: error "Assertion failed: Order {order_id} was not paid"
  console.table(rows); // log: info "{rows}"
  console.group('Import run'); // log: info "Import run"
  console.log('it\'s a "quote" — and\ttab'); // log: info "it's a \"quote\" — and tab"
  console.log('%c styled', 'color: red'); // log: info "styled"
  // log: info "Import done"
  // log: info "Import open"
  console.log(done ? 'Import done' : 'Import open');
  console.log(String(order.id)); // log: info "{order_id}"
  console.log(JSON.stringify({ level: 'info', message: 'As JSON', order: order.id })); // log: info "{{\"level\":\"info\",\"message\":\"As JSON\",\"order\":{order_id}}}" fields=level,message,order
  console.log(); // prints an empty line: nothing
  console.log('\n'); // nothing but white space
  console.log('Braces {literal} and 100%'); // log: info "Braces {{literal}} and 100%"
  console.log('missing %s argument'); // log: info "missing %s argument"

  debug('listening on %s', port); // log: debug "listening on {port}" logger=shop:orders
  trace('query took %dms', ms); // log: debug "query took {ms}ms" logger=shop:trace:sql
  debuglog('net')('socket closed'); // log: debug "socket closed" logger=net
  createDebug('shop:once')('ran once'); // log: debug "ran once" logger=shop:once
  process.stderr.write(`Usage: shop <${PREFIX}>\n`); // log: - "Usage: shop <cart>" logger=console
  process.stdout.write('bye'); // log: - "bye" logger=console
  process.emitWarning('Old API in use'); // log: warning "Old API in use"
}

const say = console.log;
const warn = console.warn.bind(console);
const log = console.info;
log('By another name'); // log: info "By another name"
warn('Bound to the console'); // log: warning "Bound to the console"
say('A name that no log method has is not followed');

const late = () => {
  const text = 'Late ' + reason;
  console.log(text); // log: info "Late {reason}"
};
