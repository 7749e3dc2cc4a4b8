// Error messages: thrown, rejected, handed to next(), sent as a response, shown to the user.
const createError = require('http-errors');
const Boom = require('@hapi/boom');
const assert = require('assert');
const invariant = require('tiny-invariant');
const toast = require('react-hot-toast');

const TOO_LONG = 'Name is too long';
const Errors = { NOT_FOUND: 'Account not found', LIMIT: 'Limit reached' };

class PaymentError extends Error {
  constructor(id) {
    super(`Payment ${id} was refused`); // error: PaymentError "Payment {id} was refused"
    this.name = 'PaymentError';
  }
}

class ValueError extends TypeError {
  constructor(value, kind) {
    super(`${value} is no valid ${kind}`); // error: ValueError "{value} is no valid {kind}"
  }
}
class GoneError extends Error {
  status = 410;
  constructor() {
    super('It is gone'); // error: GoneError "It is gone" status=410 audience=api
  }
}

function filled(value) {
  throw new ValueError(value, 'number'); // error: ValueError "{value} is no valid number"
  throw result.data.message; // error: - "{result_data_message}"
  ctx.reject('Login failed'); // error: - "Login failed"
}

function check(user, id, err, next, reject, callback) {
  if (!user) throw new Error('No such user'); // error: Error "No such user"
  throw new TypeError(`Bad id ${id}`); // error: TypeError "Bad id {id}"
  throw new RangeError('Bad size ' + size, { cause: err }); // error: RangeError "Bad size {size}"
  throw Error('Without new'); // error: Error "Without new"
  throw 'A bare string'; // error: - "A bare string"
  throw new Error(TOO_LONG); // error: Error "Name is too long"
  throw new Error(Errors.NOT_FOUND); // error: Error "Account not found"
  throw new Error(util.format('Bad %s', id)); // error: Error "Bad {id}"
  throw new Error(err.message); // error: Error "{err_message}"
  throw new AggregateError(errors, 'All mirrors failed'); // error: AggregateError "All mirrors failed"
  throw new Parse.Error(Parse.Error.OBJECT_NOT_FOUND, 'Object not found.'); // error: Parse.Error "Object not found." code=OBJECT_NOT_FOUND audience=api
  throw new AppError('Over quota', 429); // error: AppError "Over quota" status=429 audience=api
  throw new AppError('OVER_QUOTA', 'Over quota'); // error: AppError "Over quota" code=OVER_QUOTA
  throw new ApiError({ message: 'Bad name', code: 'BAD_NAME', status: 422 }); // error: ApiError "Bad name" status=422 code=BAD_NAME audience=api
  throw Object.assign(new Error('Assigned'), { statusCode: 409 }); // error: Error "Assigned" status=409 audience=api
  // error: Error "Bad one"
  // error: Error "Other one"
  throw bad ? new Error('Bad one') : new Error('Other one');
  // error: Error "Several lines, one message"
  throw new Error(
    'Several lines, ' +
      'one message',
  );
  const problem = new Error('Built first'); // error: Error "Built first"
  problem.code = 'EFIRST';
  throw problem;
}

function handOver(id, next, reject, callback, cb, done) {
  reject(new Error('Rejected')); // error: Error "Rejected"
  reject(cryptoError('Key is too short')); // error: cryptoError "Key is too short"
  reject('Rejected text'); // error: - "Rejected text"
  next(new Error(`Nobody has ${id}`)); // error: Error "Nobody has {id}"
  callback(new Error('Called back')); // error: Error "Called back"
  return cb(new Error('Called back too'), null); // error: Error "Called back too"
  done(Error('Not done')); // error: Error "Not done"
  return Promise.reject(new Error('Promised')); // error: Error "Promised"
  emitter.emit('error', new Error('Emitted')); // error: Error "Emitted"
  return new Error('Returned'); // error: Error "Returned"
  Sentry.captureException(new Error('Captured')); // error: Error "Captured"
  next(createError(404, 'No such page')); // error: createError "No such page" status=404 audience=api
  next(createError(401)); // error: createError "Unauthorized" status=401 audience=api
  throw createError.BadRequest('Bad name'); // error: createError.BadRequest "Bad name" status=400 audience=api
  throw new createError.Gone('Page is gone'); // error: createError.Gone "Page is gone" status=410 audience=api
  throw Boom.forbidden('Not yours'); // error: Boom.forbidden "Not yours" status=403 audience=api
  throw new Boom.Boom('Payment needed', { statusCode: 402 }); // error: Boom.Boom "Payment needed" status=402 audience=api
}

function respond(req, res, reply, ctx, h, id) {
  res.status(404).json({ error: 'User not found' }); // error: - "User not found" status=404 audience=api
  return res.status(400).json({ message: `Bad id ${id}`, code: 'BAD_ID' }); // error: - "Bad id {id}" status=400 code=BAD_ID audience=api
  res.status(500).send('Something broke!'); // error: - "Something broke!" status=500 audience=api
  res.status(403).end('No'); // error: - "No" status=403 audience=api
  res.sendStatus(401); // error: - "Unauthorized" status=401 audience=api
  res.status(422).json({ errors: [{ msg: 'Name is empty' }] }); // error: - "Name is empty" status=422 audience=api
  res.status(401).json({ error: { code: 'NO_TOKEN', message: 'No token' } }); // error: - "No token" status=401 code=NO_TOKEN audience=api
  res.status(StatusCodes.CONFLICT).json({ error: Errors.LIMIT }); // error: - "Limit reached" status=409 audience=api
  res.status(code).json({ error: 'Code not known' }); // error: - "Code not known" audience=api
  res.json({ success: false, message: 'Not saved' }); // error: - "Not saved" audience=api
  res.send({ error: 'Without a status' }); // error: - "Without a status" audience=api
  res.set('X-A', '1').status(409).type('json').send({ detail: 'Chained' }); // error: - "Chained" status=409 audience=api
  reply.code(404).send({ error: 'No such route' }); // error: - "No such route" status=404 audience=api
  reply.notFound('Sensible'); // error: - "Sensible" status=404 audience=api
  fastify.httpErrors.conflict('Twice'); // error: fastify.httpErrors.conflict "Twice" status=409 audience=api
  ctx.throw(400, 'Name required'); // error: - "Name required" status=400 audience=api
  ctx.throw('Name required, too', 400); // error: - "Name required, too" status=400 audience=api
  ctx.assert(ctx.user, 401, 'Log in first'); // error: - "Log in first" status=401 audience=api
  return h.response({ error: 'Hapi says no' }).code(418); // error: - "Hapi says no" status=418 audience=api
  return c.json({ error: 'Hono says no' }, 400); // error: - "Hono says no" status=400 audience=api
  return new Response('Not here', { status: 404 }); // error: - "Not here" status=404 audience=api
  return Response.json({ error: 'Not now' }, { status: 503 }); // error: - "Not now" status=503 audience=api
  throw error(404, 'No such article'); // error: error "No such article" status=404 audience=api
}

function separate(res, ctx) {
  if (res) {
    res.statusCode = 404;
    res.end('Nothing here'); // error: - "Nothing here" status=404 audience=api
  }
  if (ctx) {
    ctx.status = 400;
    ctx.body = { error: 'Body of Koa' }; // error: - "Body of Koa" status=400 audience=api
  }
  res.writeHead(405, { Allow: 'GET' });
  res.end('Only GET'); // error: - "Only GET" status=405 audience=api
}

function show(value, req, error) {
  toast.error('Could not save'); // error: - "Could not save" audience=customer
  toast(`Could not save ${value}`, { type: 'error' }); // error: - "Could not save {value}" audience=customer
  message.error('Ant says no'); // error: - "Ant says no" audience=customer
  // error: - "Upload failed" audience=customer
  // error: - "Too big" audience=customer
  notification.error({ message: 'Upload failed', description: 'Too big' });
  // error: - "Domain in use" audience=customer
  // error: - "Please try another" audience=customer
  toast({ title: t`Domain in use`, description: _(msg`Please try another`), variant: 'destructive' });
  toast({ title: 'Saved' });
  enqueueSnackbar('Snack failed', { variant: 'error' }); // error: - "Snack failed" audience=customer
  alert('Please log in'); // error: - "Please log in" audience=customer
  // error: - "Oops" audience=customer
  // error: - "Try again" audience=customer
  Swal.fire({ icon: 'error', title: 'Oops', text: 'Try again' });
  setError('Password is wrong'); // error: - "Password is wrong" audience=customer
  setError('email', { message: 'E-mail is taken' }); // error: - "E-mail is taken" audience=customer
  this.$root.toastError(res.msg); // error: - "{msg}" audience=customer
  showErrorMessage('No network'); // error: - "No network" audience=customer
  req.flash('error', 'Try again later'); // error: - "Try again later" audience=customer
  this.$toast.error(this.$t('errors.save')); // error: - "errors.save" audience=customer
  input.setCustomValidity('Too young'); // error: - "Too young" audience=customer
  invariant(value, 'Value is needed'); // error: invariant "Value is needed"
  assert(value, `Value ${value} is odd`); // error: assert "Value {value} is odd"
  assert.ok(value, 'Value is false'); // error: assert.ok "Value is false"
  assert.strictEqual(value, 1, 'Value is not one'); // error: assert.strictEqual "Value is not one"
  assert.fail('Cannot happen'); // error: assert.fail "Cannot happen"
  program.error('Unknown option'); // error: - "Unknown option" audience=operator
}

function NotFoundError(message = 'The page was not found') {
  return createError(404, message, { id: 'not_found' }); // error: createError "The page was not found" status=404
}

function made(response, codes) {
  throw NotFoundError();
  throw NotFoundError('No such team'); // error: NotFoundError "No such team" status=404 audience=api
  throw InvalidRequestError(response.error); // error: InvalidRequestError "{error}"
  throw { status: 409, message: 'Thrown as an object', code: 'TWICE' }; // error: - "Thrown as an object" status=409 code=TWICE audience=api
  throw redirect('/login');
  throw data({ message: 'Not for you' }, { status: 403 }); // error: - "Not for you" status=403 audience=api
  throw new AppError(AppErrorCode.INVALID_REQUEST, { message: 'Bad field' }); // error: AppError "Bad field" code=INVALID_REQUEST
}

function translated(intl, name, ok) {
  toast.error(intl.formatMessage({ id: 'save.failed', defaultMessage: 'Could not save {name}' }, { name })); // error: - "Could not save {name}" audience=customer
  toast.error(intl.formatMessage({ id: 'load.failed' })); // error: - "load.failed" audience=customer
  throw new Error('The word is ' + (ok ? 'present' : 'missing') + '.'); // error: Error "The word is {present|missing}." kinds=enum
}
