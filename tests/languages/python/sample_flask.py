# path: web/api.py
"""Flask, FastAPI, aiohttp, GraphQL, pydantic."""

from flask import abort, flash, jsonify, make_response, render_template
from werkzeug.exceptions import BadRequest, NotFound


@app.route("/reset")
def reset(user, form):
    abort(404, "No such user")  # error: - "No such user" status=404 audience=api
    abort(404, description=f"No user {user.id}")  # error: - "No user {user_id}" kinds=id status=404 audience=api
    abort(404)
    abort(make_response(jsonify(message="No token"), 400))  # error: - "No token" status=400 audience=api
    flash("Wrong password", "error")  # error: - "Wrong password" audience=customer
    flash("Mail sent", "info")
    raise NotFound("No such page")  # error: NotFound "No such page" status=404 audience=api
    raise BadRequest(description="No token")  # error: BadRequest "No token" status=400 audience=api
    return jsonify(error="token expired"), 410  # error: - "token expired" status=410 audience=api
    return jsonify({"error": {"message": "bad token", "code": "E9"}}), 400  # error: - "bad token" status=400 audience=api code=E9
    # error: - "There is no such user" status=404 audience=api code=not_found
    return {"error": "not_found", "message": "There is no such user"}, 404
    return "No such user", 404  # error: - "No such user" status=404 audience=api
    return make_response("Too many requests", 429)  # error: - "Too many requests" status=429 audience=api
    # error: - "too large" status=413 audience=api
    return make_response(jsonify(error="too large"), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return jsonify(user=user.id), 200
    return "Fine"
    return render_template("login.html", error="Unknown user")  # error: - "Unknown user" audience=customer
