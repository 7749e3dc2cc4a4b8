package account

import (
	"errors"
	"fmt"

	pkgerrors "github.com/pkg/errors"
	"github.com/urfave/cli/v2"
	"golang.org/x/xerrors"
)

var (
	// error: ErrNotFound "account not found" audience=internal
	ErrNotFound = errors.New("account not found")
	// error: errLocked "account {name} is locked"
	errLocked = fmt.Errorf("account %s is locked", name)
)

type QuotaError struct {
	Limit int
	User  string
}

func (e *QuotaError) Error() string {
	if e.Limit == 0 {
		// error: QuotaError "no quota"
		return "no quota"
	}
	// error: QuotaError "quota of {limit} reached by {user}"
	return fmt.Sprintf("quota of %d reached by %s", e.Limit, e.User)
}

func (e QuotaError) Unwrap() error { return e.err }

func open(path string, id int, err error) error {
	// error: - "open {path}: {err}" kinds=path,exception symbol=open
	return fmt.Errorf("open %s: %w", path, err)
	// error: - "bad account {id}" kinds=int
	return errors.New("bad account " + strconv.Itoa(id))
	// error: - "read {path}: {err}"
	return pkgerrors.Wrap(err, "read "+path)
	// error: - "read {id} of {path}: {err}"
	return pkgerrors.Wrapf(err, "read %d of %s", id, path)
	// error: - "with message: {err}"
	return pkgerrors.WithMessage(err, "with message")
	// error: - "no account {id}"
	return pkgerrors.Errorf("no account %d", id)
	// error: - "old style"
	return xerrors.New("old style")
	// error: - "sentinel: account not found"
	return fmt.Errorf("sentinel: %w", ErrNotFound)
	// error: - "stop {id}" audience=operator
	return cli.Exit(fmt.Sprintf("stop %d", id), 1)
	if id < 0 {
		// error: - "negative id {id}"
		panic(fmt.Sprintf("negative id %d", id))
	}
	// error: - "unreachable"
	panic("unreachable")
	// error: - "told once"
	panic(errors.New("told once"))
	// error: - "outer: inner"
	return fmt.Errorf("outer: %w", errors.New("inner"))
	// error: - "{e_path} {reason}"
	return fmt.Errorf("%s %s", e.Path, reason)
	// error: - "several lines {id} {path}"
	return fmt.Errorf(
		"several lines %d %s",
		id, path,
	)
	// error: - "{gone}" opening=texts.Gone
	return errors.New(texts.Gone)
	// error: - "quoted {path}" renderings=%q
	return fmt.Errorf("quoted %q", path)
	// error: - "kept"
	err = errors.New("kept")
	// error: ValidationError "Name is empty" code=E_EMPTY audience=internal
	return &ValidationError{Code: "E_EMPTY", Message: "Name is empty"}
	// error: APIError "Slow down" status=429 audience=api
	return APIError{Status: http.StatusTooManyRequests, Message: "Slow down"}
}
