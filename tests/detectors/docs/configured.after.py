# file: accounts/codes.py
# settings: docs=help/
from fastapi import HTTPException


def gone():
    raise HTTPException(status_code=404, detail="nobody is called like that")
# file: help/macros.json
{"text": "there is no such user here"} // signal: document-mentions document="help/macros.json:1" what="error message"
# file: help/new.md
A page of this branch: "there is no such user here" was the message once. <!-- signal: document-changed key="help/new.md" -->
# file: docs/other.md
there is no such user here
