package reset

import (
	"context"
	"fmt"
	"log/slog"
	"time"
)

const msgReset = "PasswordReset userId: %s"

type Service struct {
	log *slog.Logger
}

func (s *Service) Reset(ctx context.Context, userID int, email string, start time.Time, err error, args ...any) {
	// log: info "password reset" fields=user_id,email symbol=Service.Reset
	slog.Info("password reset", "user_id", userID, "email", email)
	// log: warning "slow reset" fields=took,g.n,g.k
	s.log.WarnContext(ctx, "slow reset",
		slog.Duration("took", time.Since(start)), slog.Group("g", slog.Int("n", 1), "k", "v"))
	// log: error "reset failed" fields=error
	s.log.LogAttrs(ctx, slog.LevelError, "reset failed", slog.Any("error", err))
	// log: debug "asked" fields=k
	slog.Log(ctx, slog.LevelDebug, "asked", "k", args)
	requestLog := s.log.With("request", ctx.Value("id"), slog.String("user", email))
	// log: info "with fields" fields=request,user,more
	requestLog.Info("with fields", "more", 1)
	// log: info "user {user_id} reset" kinds=int fields=
	slog.Info(fmt.Sprintf("user %d reset", userID))
	// log: info "joined {email}" kinds=email
	slog.Info("joined "+email, args...)
	grouped := slog.Default().WithGroup("g")
	// log: error "grouped" fields=g.err
	grouped.Error("grouped", slog.Any("err", err))
	message := "first"
	if userID > 3 {
		message = "second"
	}
	// log: info "first"
	// log: info "second"
	slog.Info(message)
	attr := slog.Int("n", 3)
	// log: info "an attribute of its own" fields=k
	slog.Info("an attribute of its own", attr, "k", 1)
	level := new(slog.LevelVar)
	// log: - "at a level known later"
	s.log.Log(ctx, level.Level(), "at a level known later")
	// log: info "{done}" opening=texts.Done
	slog.Info(texts.Done, "k", 1)
}
