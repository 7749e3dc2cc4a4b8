"""What JavaScript and TypeScript share: which calls log, which expressions are error messages.

``loggers`` and ``failures`` are data; ``recognition`` says what a logger is, ``log_calls`` reads its calls; ``thrown``, ``responses``,
``shown`` and ``rules`` read error messages by the way in which they reach a person; ``reading`` asks them all.
"""
