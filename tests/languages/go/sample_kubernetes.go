package controllers

import (
	"context"

	"github.com/go-logr/logr"
	"k8s.io/klog/v2"
	ctrl "sigs.k8s.io/controller-runtime"
	logf "sigs.k8s.io/controller-runtime/pkg/log"
)

var setupLog = ctrl.Log.WithName("setup").WithName("main")

type Reconciler struct {
	Log logr.Logger
}

func (r *Reconciler) Reconcile(ctx context.Context, req ctrl.Request, err error) {
	// log: info "starting" logger=setup.main fields=version
	setupLog.Info("starting", "version", 3)
	// log: error "unable to start" logger=setup.main fields=error,port
	setupLog.Error(err, "unable to start", "port", 8080)
	// log: error "nothing wrapped" fields=k
	r.Log.Error(nil, "nothing wrapped", "k", "v")
	log := logf.FromContext(ctx).WithValues("pod", req.Name)
	// log: info "reconciling" fields=pod,namespace
	log.Info("reconciling", "namespace", req.Namespace)
	// log: debug "details" fields=pod
	log.V(1).Info("details")
	// log: info "level zero" fields=pod
	log.V(0).Info("level zero")
	// log: info "synced {name}"
	klog.Infof("synced %s", name)
	// log: info "synced" fields=pod
	klog.InfoS("synced", "pod", klog.KObj(pod))
	// log: error "sync failed" fields=err,pod
	klog.ErrorS(err, "sync failed", "pod", klog.KObj(pod))
	// log: info "verbose" fields=n
	klog.V(4).InfoS("verbose", "n", 1)
	// log: error "joined {err}"
	klog.Error("joined ", err)
	// log: warning "deep {name}"
	klog.WarningfDepth(1, "deep %s", name)
	logger := klog.FromContext(ctx)
	// log: error "contextual" fields=error,key
	logger.Error(err, "contextual", "key", "v")
	// log: info "named" logger=queue
	klog.LoggerWithName(logger, "queue").Info("named")
	// log: info "valued" fields=shard,k
	klog.LoggerWithValues(logger, "shard", 1).Info("valued", "k", 2)
	// log: critical "gone {err}"
	klog.Exitf("gone %v", err)
	if v := klog.V(5); v.Enabled() {
		// log: info "held verbosity"
		v.Infof("held verbosity")
	}
}

func (r *Reconciler) patch(ctx context.Context, logger logr.Logger, targets []string) {
	for _, target := range targets {
		logger := logger.WithValues("target", target)
		// log: info "of a hidden name" fields=target,key
		logger.Info("of a hidden name", "key", 1)
	}
}
