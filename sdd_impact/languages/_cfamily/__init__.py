"""What C and C++ share: the reading of their files by names of functions and macros, of which most are a project's own.

* ``preparing``: macros between string literals made readable. ``levels``: levels in names and constants.
* ``names``: known functions as data, and the rules for the others. ``logs``: calls; ``streams``: ``LOG(INFO) << …``.
* ``errors``: exceptions, statuses, functions that fail. ``reading``: one file.
"""
