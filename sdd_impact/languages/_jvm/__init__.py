"""What the languages of the JVM share: logging libraries, exceptions, statuses, answers, and how each is read.

Everything here asks the grammar's table and ``kinds`` what a node is; nothing knows one language alone.
"""
