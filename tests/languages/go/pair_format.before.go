package a

import (
	"errors"
	"fmt"
	"log"
	"log/slog"

	pkgerrors "github.com/pkg/errors"
	"github.com/sirupsen/logrus"
)

func f(user string, n int, err error) error {
	slog.Info("signed in", "user", user, "n", n)
	log.Printf("user %s did %d", user, n)
	log.Print("joined " + user)
	logrus.Warnf("careful %s", user)
	logrus.Info("user ", user, " left")
	fmt.Println("hello", user)
	if n > 1 {
		return pkgerrors.Wrap(err, "cannot open")
	}
	if n > 2 {
		return fmt.Errorf("no user")
	}
	return fmt.Errorf("bad %v: %v", user, err)
}
