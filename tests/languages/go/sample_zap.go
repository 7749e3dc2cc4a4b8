package server

import (
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

type server struct {
	lg    *zap.Logger
	sugar *zap.SugaredLogger
}

func (s *server) run(name string, count int, err error, fields []zap.Field) {
	// log: info "started" fields=name,count
	s.lg.Info("started", zap.String("name", name), zap.Int("count", count))
	// log: error "failed" fields=error
	s.lg.Error("failed", zap.Error(err))
	// log: dpanic "cannot be" fields=cause
	s.lg.DPanic("cannot be", zap.NamedError("cause", err))
	// log: warning "with more" fields=
	s.lg.Warn("with more", fields...)
	// log: critical "gone"
	zap.L().Fatal("gone")
	// log: info "count {count}" kinds=int
	s.sugar.Infof("count %d", count)
	// log: error "keys" fields=name,error
	s.sugar.Errorw("keys", "name", name, zap.Error(err))
	// log: info "joined {name}"
	s.sugar.Info("joined ", name)
	// log: warning "line {name} {count}"
	s.sugar.Warnln("line", name, count)
	named := s.lg.Named("store").Named("disk").With(zap.String("disk", name))
	// log: debug "named" logger=store.disk fields=disk
	named.Debug("named")
	// log: info "sweet" fields=k
	zap.S().Infow("sweet", "k", 1)
	// log: warning "checked"
	if entry := s.lg.Check(zapcore.WarnLevel, "checked"); entry != nil {
		entry.Write(zap.String("k", "v"))
	}
	// log: error "at a level" fields=n
	s.lg.Log(zap.ErrorLevel, "at a level", zap.Int("n", count))
	// log: info "sugar {count}"
	s.sugar.Logf(zap.InfoLevel, "sugar %d", count)
	sugared := s.lg.Sugar()
	// log: info "made of {name}"
	sugared.Infof("made of %s", name)
	plain := sugared.Desugar()
	// log: info "plain" fields=a
	plain.Info("plain", zap.Any("a", name))
}
