package web

import (
	"github.com/rs/zerolog"
	"github.com/rs/zerolog/log"
)

func handle(logger zerolog.Logger, user string, n int, err error) {
	// log: info "signed in" fields=user,n
	log.Info().Str("user", user).Int("n", n).Msg("signed in")
	// log: error "cannot read {user}" fields=error
	logger.Error().Err(err).Msgf("cannot read %s", user)
	// log: error "short form" fields=error
	log.Err(err).Msg("short form")
	// log: debug "" fields=only
	log.Debug().Bool("only", true).Send()
	inner := logger.With().Str("part", "web").Logger()
	// log: warning "from inside" fields=part,tries
	inner.Warn().
		Int("tries", n).
		Msg("from inside")
	event := log.Info().Str("user", user)
	// log: info "held" fields=user
	event.Msg("held")
	// log: warning "by level"
	log.WithLevel(zerolog.WarnLevel).Msg("by level")
	// log: critical "of a context" fields=
	log.Ctx(ctx).Fatal().Msg("of a context")
	// log: debug "printed {n}" kinds=int
	log.Printf("printed %d", n)
	// log: info "map" fields=a,b
	log.Info().Fields(map[string]any{"a": 1, "b": 2}).Msg("map")
}

func lazy(name string) {
	// log: debug "made for {name}"
	log.Debug().MsgFunc(func() string {
		return fmt.Sprintf("made for %s", name)
	})
}
