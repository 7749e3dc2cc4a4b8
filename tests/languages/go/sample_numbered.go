package biz

import (
	"github.com/go-kratos/kratos/v2/errors"
	openapi "github.com/go-openapi/errors"
)

func find(name string, c *gin.Context) error {
	// error: - "no such user" status=404 code=USER_NOT_FOUND audience=api
	return errors.New(404, "USER_NOT_FOUND", "no such user")
	// error: - "bad name" status=400 code=BAD_NAME
	return errors.BadRequest("BAD_NAME", "bad name")
	// error: - "{name} is not allowed" status=422
	return openapi.New(422, "%s is not allowed", name)
	// error: - "in numbers" status=400
	c.IndentedJSON(400, gin.H{"error": "in numbers"})
}
