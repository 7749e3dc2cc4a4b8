package surprises

import (
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"os"

	"acme.org/shop/apierrors"
	utillog "acme.org/shop/util/log"
	"github.com/gin-gonic/gin"
	kitlog "github.com/go-kit/log"
	"github.com/go-kit/log/level"
	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/rs/zerolog"
	"go.uber.org/zap"
)

func cached(expr any, found error) error {
	// a call with type arguments is no conversion: the error is not "5000"
	names, err := lru.New[string, int](5000)
	if err != nil {
		// error: - "no cache: {err}" kinds=exception
		return fmt.Errorf("no cache: %w", err)
	}
	_ = names
	// error: - "unexpected type {found} of {expr}" kinds=any,any
	return fmt.Errorf("unexpected type %T of %v", found, expr)
}

func texts(missing bool, id int) {
	message := ""
	if missing {
		message = fmt.Sprintf("no item %d", id)
	} else {
		message = "an item"
	}
	// log: - "no item {id}" kinds=int
	// log: - "an item"
	log.Print(message)
	var later string
	if missing {
		later = "was missing"
	}
	// log: - "was missing"
	log.Print(later)
	// log: critical "own writer {id}" fields=
	log.New(os.Stderr, "shop ", 0).Fatalf("own writer %d", id)
}

func loggers(ctx context.Context, base kitlog.Logger, z *zerolog.Logger, zl *zap.Logger, slow bool, err error) {
	logger := utillog.WithContext(ctx, kitlog.With(base, "task_id", 1))
	// log: warning "task failed" fields=task_id,err
	level.Warn(logger).Log("msg", "task failed", "err", err)
	event := z.Debug().Str("queue", "a")
	if slow {
		event = z.Warn().Str("queue", "a")
	}
	// log: - "scheduled" fields=queue,took
	event.Int("took", 1).Msg("scheduled")
	// log: info "grouped" fields=a,g.q.n,g.k
	slog.With("a", 1).WithGroup("g").Info("grouped", slog.Group("q", slog.Int("n", 1)), "k", 2)
	// log: info "namespaced" fields=before,ns.after,ns.k
	zl.Info("namespaced", zap.Int("before", 1), zap.Namespace("ns"), zap.Int("after", 2), zap.String("k", "v"))
}

func answers(c *gin.Context, w http.ResponseWriter, name string, err error) error {
	// error: - "could not render" status=500 audience=api
	c.AbortWithError(500, errors.New("could not render"))
	// error: - "Not Found" status=404 audience=api
	http.Error(w, http.StatusText(http.StatusNotFound), http.StatusNotFound)
	if name == "" {
		// error: APIErrors "could not find the thing" audience=api
		return apierrors.NewAPIErrors("could not find the thing")
	}
	if name == "a" {
		// error: Error "could not convert {name} to a number" status=400 audience=api
		return apierrors.NewError(400, "Bad Request", fmt.Sprintf("could not convert %s to a number", name), "")
	}
	if name == "b" {
		// error: NotFoundError "no order {name} here" audience=internal
		return apierrors.NewNotFoundError("no order %s here", name)
	}
	// error: - "inner text"
	return apierrors.NewErrInternal(fmt.Errorf("inner text"))
}

func nothing(registry any) {
	_ = metrics.NewErrorCounter("errors of the shop")
	_ = apierrors.NewErrorHandler("handles all errors")
	_ = apierrors.NewAPIError("E123")
}
