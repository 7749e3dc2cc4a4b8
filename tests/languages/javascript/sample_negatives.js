// Nothing in this file is a log statement or an error message.
// console.log('commented out');
/* logger.info('in a block comment'); throw new Error('no'); */
/**
 * @example logger.error('in documentation');
 */
const text = "logger.info('inside a string')";
const other = `console.log("inside a template")`;
Math.log(2);
math.log('x');
catalog.info('a catalogue, no logger');
dialog.error('a dialog');
blog.info('post');
backlog.error('ticket');
this.info('no logger');
emitter.error('no logger');
$.error;
logger.level = 'debug';
logger.add(new winston.transports.Console({ level: 'info' }));
logger.isLevelEnabled('debug');
logger.on('error', handle);
promise.catch(console.error);
promise.then(console.log, logger.error);
const fn = logger.info.bind(logger);
console.time('label');
console.clear();
cy.log('Cypress step');
res.status(200).json({ message: 'fine' });
res.json({ message: 'fine' });
res.send('fine');
reply.code(201).send({ id });
const error = { message: 'kept, not thrown' };
throw err;
throw error;
reject(err);
next();
next('route');
assert(value);
new Errors();
new ErrorBoundary('props');
const E = class ApiError extends Error {};
throw new NotFoundError();
catalog.log('x');
