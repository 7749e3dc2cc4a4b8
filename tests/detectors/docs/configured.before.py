# file: accounts/codes.py
from fastapi import HTTPException


def gone():
    raise HTTPException(status_code=404, detail="there is no such user here")
# file: help/macros.json
{"text": "there is no such user here"} // signal: document-mentions document="help/macros.json:1" what="error message"
# file: docs/other.md
there is no such user here
