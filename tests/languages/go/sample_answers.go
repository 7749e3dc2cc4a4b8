package web

import (
	"net/http"

	"connectrpc.com/connect"
	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
	"github.com/gofiber/fiber/v2"
	"github.com/labstack/echo/v4"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func plain(w http.ResponseWriter, name string, err error) {
	// error: - "no such user" status=404 audience=api
	http.Error(w, "no such user", http.StatusNotFound)
	// error: - "{err}" status=500 kinds=exception
	http.Error(w, err.Error(), 500)
	// error: - "user {name} is gone" status=410
	http.Error(w, fmt.Sprintf("user %s is gone", name), http.StatusGone)
	w.WriteHeader(http.StatusForbidden)
	// error: - "forbidden" status=403 audience=api
	w.Write([]byte("forbidden"))
	w.WriteHeader(http.StatusConflict)
	// error: - "{name} exists" status=409
	fmt.Fprintf(w, "%s exists", name)
	// error: - "too large" status=413
	writeError(w, http.StatusRequestEntityTooLarge, "too large")
	// error: - "bad name {name}" status=400
	s.respondErr(w, r, http.StatusBadRequest, fmt.Errorf("bad name %s", name))
	w.WriteHeader(http.StatusOK)
	w.Write([]byte("fine"))
}

func ginHandler(c *gin.Context, err error) {
	// error: - "no access" status=403 audience=api
	c.JSON(http.StatusForbidden, gin.H{"error": "no access"})
	// error: - "no token" status=401 code=E_TOKEN
	c.AbortWithStatusJSON(401, gin.H{"code": "E_TOKEN", "message": "no token"})
	// error: - "{err}" status=400
	c.JSON(http.StatusBadRequest, gin.H{"error": err.Error()})
	// error: - "plain {id}" status=404
	c.String(http.StatusNotFound, "plain %s", id)
	// error: - "of a struct" status=422
	c.JSON(http.StatusUnprocessableEntity, ErrorResponse{Message: "of a struct"})
	c.JSON(http.StatusCreated, gin.H{"message": "made"})
}

func others(c echo.Context, f *fiber.Ctx, err error) error {
	// error: - "echo says no" status=400
	return echo.NewHTTPError(http.StatusBadRequest, "echo says no")
	// error: - "a map" status=404
	return c.JSON(http.StatusNotFound, map[string]string{"message": "a map"})
	// error: - "fiber says no" status=503
	return fiber.NewError(fiber.StatusServiceUnavailable, "fiber says no")
	// error: - "fiber json" status=400
	return f.Status(fiber.StatusBadRequest).JSON(fiber.Map{"error": "fiber json"})
	// error: - "fiber text" status=404
	return f.Status(404).SendString("fiber text")
	// error: - "huma says no" status=404
	return nil, huma.Error404NotFound("huma says no", err)
}

func remote(id string, err error) error {
	// error: Status "no user {id}" code=NotFound audience=api kinds=id
	return nil, status.Errorf(codes.NotFound, "no user %s", id)
	// error: Status "denied" code=PermissionDenied
	return status.Error(codes.PermissionDenied, "denied")
	// error: connect.Error "no such thing" code=NotFound
	return connect.NewError(connect.CodeNotFound, errors.New("no such thing"))
	// error: - "bad request" status=400
	return apierrors.NewBadRequest("bad request")
	// error: - "must be positive" audience=api
	return field.Invalid(path.Child("size"), size, "must be positive")
	return status.Error(codes.OK, "fine")
}

func surprises(c *gin.Context, icon []byte) {
	// error: - "slow down" status=429 code=
	c.AbortWithStatusJSON(http.StatusTooManyRequests, gin.H{"error": "slow down", "code": http.StatusTooManyRequests})
	c.Data(http.StatusForbidden, "image/svg+xml", icon)
	// error: - "use https" status=400
	c.Data(http.StatusBadRequest, "text/plain", []byte("use https"))
	// error: - "no session: {err}" status=401
	c.AbortWithError(http.StatusUnauthorized, fmt.Errorf("no session: %w", err))
}

func more(w http.ResponseWriter, response any, total int) {
	// error: - "failed" status=500
	writeResponse(w, "application/json", http.StatusInternalServerError, "failed")
	w.WriteHeader(http.StatusBadRequest)
	json.NewEncoder(w).Encode(response)
	// error: - "state {total} is wrong" status=409
	s.error(w, http.StatusConflict, "state %d is wrong", total)
	w.WriteHeader(http.StatusBadRequest)
	// error: - "of an encoder" status=400
	json.NewEncoder(w).Encode(map[string]string{"error": "of an encoder"})
}
