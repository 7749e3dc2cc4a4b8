// Errors that reach their reader through a function; codes before messages; what was caught.
const { throwForbidden } = require('./errors');

function fail(message, status) {
  throw new ShopError(message, status); // error: ShopError "{message}"
}

class Connection {
  _formatError(message, type, response) {
    const error = new Error(message); // error: Error "{message}"
    error.code = type;
    return error;
  }

  send(callback, id, err, data) {
    fail('No such order'); // error: ShopError "No such order"
    fail(err);
    callback(this._formatError("Can't send mail - nobody is named", 'EENVELOPE', false)); // error: Error "Can't send mail - nobody is named"
    return callback(this._formatError(`Order ${id} is shipped`, 'ESHIPPED')); // error: Error "Order {id} is shipped"
    other._formatError('Of another object');
    throw this._formatError('Thrown at once'); // error: this._formatError "Thrown at once"
    throwForbidden('Not allowed here'); // error: - "Not allowed here"
    throwForbidden('here');
    const caught = err instanceof Error ? err : new Error(String(err));
    // error: Error "Not an error: {err}"
    const told = err instanceof Error ? err : new Error(`Not an error: ${err}`);
    throw new Parse.Error(Parse.Error.INVALID_KEY_NAME, err); // error: Parse.Error "{err}" code=INVALID_KEY_NAME audience=api
    throw new Parse.Error(Parse.Error.INVALID_KEY_NAME, data.text); // error: Parse.Error "{data_text}" code=INVALID_KEY_NAME audience=api
    throw { code: Parse.Error.CONNECTION_FAILED, message: this.options.message }; // error: - "{options_message}" code=CONNECTION_FAILED
    this.config.loggerController.error('Rate limit: ', err); // log: error "Rate limit: {err}"
    logService.info('By a service'); // log: info "By a service"
    this.logger.warn(data, 'Fields in a variable'); // log: warning "Fields in a variable" fields=...data
    this.logger.warn(id, 'A label in a variable'); // log: warning "{id} A label in a variable"
  }
}

function check(method, className) {
  throw new Parse.Error(Parse.Error.FORBIDDEN, `${method} is not allowed on ${className}`); // error: Parse.Error "{method} is not allowed on {class_name}" code=FORBIDDEN
}
check('find', '_User');
