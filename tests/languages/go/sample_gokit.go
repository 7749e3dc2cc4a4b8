package ingest

import (
	"github.com/go-kit/log"
	"github.com/go-kit/log/level"
)

func ingest(logger log.Logger, tenant string, err error) {
	// log: info "flushing" fields=tenant
	level.Info(logger).Log("msg", "flushing", "tenant", tenant)
	// log: error "flush failed" fields=err
	level.Error(logger).Log("msg", "flush failed", "err", err)
	// log: - "plain" fields=n
	logger.Log("msg", "plain", "n", 1)
	// log: warning "by key" fields=
	logger.Log("level", "warn", "msg", "by key")
	logger = log.With(logger, "component", "ingester")
	// log: debug "bound" fields=component,k
	_ = level.Debug(logger).Log("msg", "bound", "k", 1)
	// log: error "" fields=component,a,err
	level.Error(log.With(logger, "a", 1)).Log("err", err) // the message is forgotten
	// log: warning "joined {tenant}"
	level.Warn(logger).Log("msg", "joined "+tenant)
}
