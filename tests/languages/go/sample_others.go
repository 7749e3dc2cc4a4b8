package main

import (
	"fmt"
	"log"
	"os"

	"example.org/app/internal/logging"
	"example.org/app/modules/setting"
	apexlog "github.com/apex/log"
	charm "github.com/charmbracelet/log"
	"github.com/hashicorp/go-hclog"
)

type agent struct {
	logger hclog.Logger
	own    *logging.Logger
	steps  int
}

var errorLog = log.New(os.Stderr, "ERROR ", log.LstdFlags)

func (a *agent) main(name string, err error) {
	// log: - "listening on {port}" logger= kinds=int
	log.Printf("listening on %d", port)
	// log: - "a {name} 3"
	log.Println("a", name, 3)
	// log: critical "cannot start: {err}" kinds=exception
	log.Fatalf("cannot start: %v", err)
	// log: critical "cannot start"
	log.Fatal("cannot start")
	// log: - "own {name}"
	errorLog.Printf("own %s", name)
	// log: info "agent" fields=name
	a.logger.Info("agent", "name", name)
	// log: debug "named" logger=raft fields=k
	a.logger.Named("raft").Debug("named", "k", 1)
	// log: info "apex" fields=user
	apexlog.WithField("user", name).Info("apex")
	// log: error "charm" fields=err
	charm.Error("charm", "err", err)
	// log: info "{name} is own"
	a.own.Infof("%s is own", name)
	// log: info "unknown {name}" fields=
	a.own.Info("unknown %s", name)
	// log: warning "unknown" fields=key
	logging.Warn("unknown", "key", name)
	// log: error "of an unknown library" fields=error,key
	logging.Error(err, "of an unknown library", "key", name)
	// log: info "joined {name}"
	logging.Info("joined ", name)
	// log: error "with a context" fields=k
	logging.FromContext(ctx).Error(ctx, "with a context", "k", 1)
	// log: error "escaped \"quotes\" 100%"
	logging.Errorf("escaped \"quotes\" 100%%")
	// log: - "Hello {name}" logger=console
	fmt.Printf("Hello %s\n", name)
	// log: - "Hello {name}" logger=console
	fmt.Println("Hello", name)
	// log: - "usage: {name}" logger=console
	fmt.Fprintf(os.Stderr, "usage: %s", name)
	// log: - "low" logger=console
	println("low")
	// log: - "padded {steps} {ratio} {hex} {steps}" logger=console renderings=%5d,%.2f,%x,%d kinds=int,float,hex,int
	fmt.Printf("padded %5d %.2f %x %[1]d", a.steps, ratio, hex)
	// log: - "raw text {name}" logger=console
	fmt.Print(`raw
text `, name)
}

func (a *agent) more(msg string, keysAndValues ...any) {
	// log: info "{msg}" fields=
	a.own.Info(msg, keysAndValues...)
	// log: debug "of the project's own kind" fields=k
	a.own.V(4).Info("of the project's own kind", "k", 1)
}

func (a *agent) keys(name string, logger *theirs) {
	// log: info "started" fields=remediation,b
	a.own.Info("started", "remediation", name, "b", 2)
	// log: info "started: {name}b2" fields=
	a.own.Info("started: ", name, "b", 2)
}

func (a *agent) variables(err error) {
	// log: warning "of a variable" fields=error
	logging.L.WithError(err).Warn("of a variable")
}

func (a *agent) levels(attempt int, took time.Duration) {
	// log: warning "level of its own {attempt}"
	a.own.Logf(LogLevelWarn, "level of its own %d", attempt)
	// log: info "took {took*2}" kinds=duration
	a.own.Infof("took %v", took*2)
}
