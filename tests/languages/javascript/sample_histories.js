// Ways of writing met in the histories of public projects.

function collect(err, recovered, port) {
    if (!recovered) {
        // error: Error "expected raw bytes, got hex: {recovered}"
        throw new Error('expected raw bytes, got hex: ' + recovered.toString('hex'));
    }
    if (port) {
        // error: Error "bad port {port}"
        throw new Error('bad port ' + port.toString(16));
    }
    // error: Error "Error initiating TLS - {err_message}"
    this._onError(new Error('Error initiating TLS - ' + (err.message || err)), 'ETLS', false, 'CONN');
}
