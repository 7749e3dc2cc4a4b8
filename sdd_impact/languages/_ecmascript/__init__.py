"""What JavaScript and TypeScript share: which calls log, which expressions are error messages.

``reading`` offers every call to those who may know it. ``recognition`` says what a logger is (``loggers`` is its data), ``log_calls`` reads
its calls, ``printing`` their arguments. ``thrown`` (with ``telling`` and ``error_classes``), ``responses``, ``shown`` and ``rules`` read error
messages by the way in which they reach a person (``failures`` is their data, ``bodies`` reads objects that carry a message). ``module``
and ``imports`` answer small questions about a file; ``embedded``, ``flow`` and ``minified`` decide what of it is read, and by which grammar.
"""
