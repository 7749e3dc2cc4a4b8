# path: lib/worker.rb
# semantic_logger, Ougai, fluentd, hashes; the console.
class Worker
  include SemanticLogger::Loggable
  LOGGER = SemanticLogger["Worker"]
  AUDIT = SemanticLogger[Billing::Invoice]

  def run(job, conf)
    logger.info("Job done", job_id: job.id, took: 3) # log: info "Job done" fields=job_id,took
    logger.info("Job done", { job_id: job.id }) # log: info "Job done" fields=job_id
    logger.info "Job done", "job-id" => job.id, :user => 1 # log: info "Job done" fields=job-id,user
    logger.error("Job failed", exception, payload: { id: 1 }) # log: error "Job failed" fields=id
    logger.error("Job failed", exception) # log: error "Job failed"
    logger.info(message: "Job", payload: { id: job.id }) # log: info "Job" fields=id
    logger.measure_info("Measured", metric: "x") { job.run } # log: info "Measured" fields=
    logger.trace("trace") # log: trace "trace"
    LOGGER.info("named") # log: info "named" logger=Worker
    AUDIT.info("named by class") # log: info "named by class" logger=Billing::Invoice
    Logging.logger["queue"].warn("indexed") # log: warning "indexed" logger=queue
    logger.child(request: 7).info("child") # log: info "child" fields=request
    logger.info({ event: "job_started", id: job.id }) # log: info "job_started" fields=id
    logger.info(event: "job_started", id: job.id) # log: info "job_started" fields=id
    logger.info(id: job.id, status: 1) # log: info "" fields=id,status
    log.warn "cannot flush", plugin_id: conf.id, error: e # log: warning "cannot flush" fields=plugin_id,error
    log.error "failed", **options # log: error "failed"
    $log.info :started # log: info "started"
    logger.info(:cache_hit, key: key) # log: info "cache_hit" fields=key
    puts "Done #{job.id}" # log: - "Done {job_id}" logger=console
    puts "a", "b" # log: - "a b" logger=console
    print "a", "b" # log: - "ab" logger=console
    p "debugging" # log: - "debugging" logger=console
    warn "on stderr" # log: - "on stderr" logger=console
    $stderr.puts "stream" # log: - "stream" logger=console
    STDOUT.print("stream") # log: - "stream" logger=console
    $stdout.write("written") # log: - "written" logger=console
    printf("%d jobs for %s\n", 3, user) # log: - "3 jobs for {user}" logger=console
    Kernel.puts "kernel" # log: - "kernel" logger=console
    # log: - "Usage: worker [options]" logger=console
    puts <<~USAGE
      Usage: worker
        [options]
    USAGE
  end
end
# Found in real code.
def surprises(e, msgs)
  $log.info :supervisor, "the type of an event stands first" # log: info "the type of an event stands first"
  Foreman::Logging.exception("Failed to redeploy #{host}.", e, level: :warn) # log: warning "Failed to redeploy {host}." fields=
  dropped = 0
  msgs.each { |msg| dropped += 1 if msg.bad? }
  logger.warn "dropped #{dropped} keys" # log: warning "dropped {dropped} keys"
  raise ::Foreman::Exception.new(N_("Not implemented for %s"), host.name) # error: Exception "Not implemented for {host_name}"
  ::Kernel.raise ::ArgumentError, "block required" # error: ArgumentError "block required"
end
def more(id)
  raise ProxyError.new(url, e, N_("No address in %{subnet}"), subnet: id) # error: ProxyError "No address in {id}" kinds=id
end
