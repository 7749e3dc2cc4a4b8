//! Answers of web frameworks and gRPC.
async fn axum(id: Uuid) -> impl IntoResponse {
    if gone {
        // error: - "account is gone" status=410 audience=api
        return (StatusCode::GONE, "account is gone").into_response();
    }
    if bad {
        // error: - "bad id {id}" kinds=uuid status=400 audience=api
        return Err((StatusCode::BAD_REQUEST, format!("bad id {id}")));
    }
    if conflict {
        // error: - "name is taken" status=409 audience=api
        return (StatusCode::CONFLICT, Json(json!({ "error": "name is taken", "code": 7 }))).into_response();
    }
    if nested {
        // error: - "no user {id}" kinds=uuid status=404 audience=api
        return (StatusCode::NOT_FOUND, Json(serde_json::json!({ "error": { "message": format!("no user {}", id) } }))).into_response();
    }
    if typed {
        // error: - "not allowed" status=403 audience=api
        return (StatusCode::FORBIDDEN, Json(ErrorBody { message: "not allowed".into(), code: 3 })).into_response();
    }
    (StatusCode::OK, "fine").into_response()
}

async fn actix(id: u64) -> Result<HttpResponse, actix_web::Error> {
    // error: ErrorNotFound "no such user" status=404 audience=api
    let user = find(id).ok_or_else(|| error::ErrorNotFound("no such user"))?;
    let body = parse().map_err(actix_web::error::ErrorBadRequest)?;
    // error: ErrorInternalServerError "database: {e}" kinds=exception status=500 audience=api
    Err(ErrorInternalServerError(format!("database: {e}")))?;
    // error: - "wrong body" status=400 audience=api
    HttpResponse::BadRequest().body("wrong body");
    // error: - "please log in" status=401 audience=api
    HttpResponse::Unauthorized().json(json!({"message": "please log in"}));
    // error: - "teapot" status=418 audience=api
    HttpResponse::build(StatusCode::IM_A_TEAPOT).body("teapot");
    HttpResponse::Ok().body("fine")
}

fn rocket(id: u64) -> status::Custom<String> {
    // error: NotFound "no page" status=404 audience=api
    status::NotFound("no page");
    // error: BadRequest "bad input" status=400 audience=api
    status::BadRequest(Some("bad input"));
    // error: Custom "slow down {id}" kinds=int status=429 audience=api
    status::Custom(Status::TooManyRequests, format!("slow down {}", id))
}

fn others() {
    // error: - "no route" status=404 audience=api
    warp::reply::with_status("no route", StatusCode::NOT_FOUND);
    // error: - "as json" status=400 audience=api
    warp::reply::with_status(warp::reply::json(&json!({"error": "as json"})), StatusCode::BAD_REQUEST);
    // error: Error "poem text" status=400 audience=api
    poem::Error::from_string("poem text", StatusCode::BAD_REQUEST);
    // error: - "salvo text" status=404 audience=api
    StatusError::not_found().brief("salvo text");
    // error: - "maintenance" status=503 audience=api
    Response::builder().status(503).body("maintenance".into());
    Response::builder().status(200).body("fine".into());
    // error: ApiError "no account" status=404 audience=api
    return Err(ApiError::not_found("no account"));
    // error: AppError::BadRequest "field {field} is missing" kinds=any status=400 audience=api
    return Err(AppError::BadRequest(format!("field {field} is missing")));
    // error: - "letter must be one character" status=400 audience=api
    return Err(bad_request("letter must be one character"));
    // error: - "owners only" status=403 audience=api
    return Err(custom(StatusCode::FORBIDDEN, "owners only"));
}

async fn tonic(request: Request<Id>) -> Result<Response<Reply>, tonic::Status> {
    // error: Status "no user {id}" kinds=id audience=api code=NOT_FOUND
    Err(Status::not_found(format!("no user {}", id)))?;
    // error: Status "name is empty" audience=api code=INVALID_ARGUMENT
    Err(tonic::Status::new(Code::InvalidArgument, "name is empty"))?;
    let value = parse(x).map_err(|e| Status::invalid_argument(e.to_string()))?;
    // error: Status "missing token" audience=api code=UNAUTHENTICATED
    Err(Status::unauthenticated("missing token"))
}

fn cli(cmd: Command) {
    // error: clap "must be a number" audience=operator
    cmd.error(ErrorKind::ValueValidation, "must be a number").exit();
}
