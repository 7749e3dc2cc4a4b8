package worker

import (
	log "github.com/sirupsen/logrus"
)

const key = "job"

func variables(err error) {
	// log: error "of the package" fields=error
	log.L.WithError(err).Error("of the package")
}

func work(entry *log.Entry, id string, err error, logger log.FieldLogger) {
	// log: info "job done" fields=job,tries
	log.WithFields(log.Fields{key: id, "tries": 3}).Info("job done")
	// log: error "job {id} failed" fields=error kinds=id
	log.WithError(err).Errorf("job %s failed", id)
	// log: warning "one field" fields=a
	entry.WithField("a", 1).Warning("one field")
	// log: warning "joined {id}"
	log.Warn("joined ", id)
	// log: info "a line {id}"
	logger.Infoln("a line", id)
	// log: info "printed {id}"
	log.Printf("printed %v", id)
	// log: error "cannot open: {err}" kinds=exception
	log.Error("cannot open: ", err)
	// log: error "{err}"
	log.Error(err)
	// log: trace "traced" fields=
	log.Trace("traced")
	// log: critical "gone {err}"
	log.Fatalf("gone %v", err)
	// log: debug "by level {id}"
	log.Logf(log.DebugLevel, "by level %s", id)
	withJob := log.WithField(key, id)
	// log: info "kept" fields=job
	withJob.Info("kept")
}
