package a

import (
	"errors"
	"fmt"
	"log"
	"log/slog"

	pkgerrors "github.com/pkg/errors"
	"github.com/sirupsen/logrus"
)

const joined = "joined "

func f(customer string, n int, err error) error {
	slog.Info(
		`signed in`,
		slog.String("user", customer),
		slog.Int("n", n),
	)
	log.Printf("user %v did "+
		"%d", customer, n)
	log.Print(joined, customer)
	logrus.Warningf("careful %s", customer)
	logrus.Infof("user %s left", customer)
	fmt.Println("hello " + customer)
	if n > 1 {
		return fmt.Errorf("cannot open: %w", err)
	}
	if n > 2 {
		return errors.New("no user")
	}
	return fmt.Errorf("bad %s: %w", customer, err)
}
