# path: web/fast.py
from fastapi import HTTPException, status
from fastapi.responses import JSONResponse
from pydantic import BaseModel, field_validator
from pydantic_core import PydanticCustomError

NOT_FOUND = 404


class OutOfStock(HTTPException):
    def __init__(self, sku):
        # error: OutOfStock "{sku} is out of stock" kinds=any status=409 audience=api
        super().__init__(status_code=409, detail=f"{sku} is out of stock")


class Reset(BaseModel):
    @field_validator("email")
    def check(cls, value):
        if "'" in value:
            raise ValueError("An apostrophe is not allowed")  # error: ValueError "An apostrophe is not allowed" audience=api
        # error: PydanticCustomError "{value} is no address" kinds=any audience=api code=no_mail
        raise PydanticCustomError("no_mail", "{address} is no address", {"address": value})

    def other(self):
        raise ValueError("not a validator")  # error: ValueError "not a validator"


async def reset(user_id: int):
    raise HTTPException(status_code=404, detail="No such user")  # error: HTTPException "No such user" status=404 audience=api
    raise HTTPException(status.HTTP_403_FORBIDDEN, "Not yours")  # error: HTTPException "Not yours" status=403 audience=api
    # error: HTTPException "No user {user_id}" kinds=int status=404 audience=api code=E1
    raise HTTPException(NOT_FOUND, detail={"code": "E1", "message": f"No user {user_id}"})
    raise HTTPException(404)
    return JSONResponse(status_code=422, content={"detail": "Not an address"})  # error: - "Not an address" status=422 audience=api
    return JSONResponse({"message": "fine"})
    raise GraphQLError("No such field")  # error: GraphQLError "No such field" audience=api
    return web.json_response({"error": "no token"}, status=401)  # error: - "no token" status=401 audience=api
    raise web.HTTPNotFound(text="no such user")  # error: HTTPNotFound "no such user" status=404 audience=api
