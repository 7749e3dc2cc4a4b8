# file: accounts/forms.py
EMAIL = 1  # signal-free line
# signal: todo-added key="non-Latin letters are not accepted yet" issue="non-Latin letters are not accepted yet"
PATTERN = 2  # TODO: non-Latin letters are not accepted yet
# FIXME later
# TODO: one that was there before
TODO = "this is a value, and no note"
# file: web/reset.ts
// signal: todo-added key="show the error to the customer"
export const x = 1; /* FIXME: show the error to the customer */ export const y = 1;
