//! The macros of `tracing`.
use tracing::{debug, error, event, info, instrument, trace, warn, Level};
use uuid::Uuid;

const RESET: &str = "PasswordReset";
static RETRIES: u32 = 3;

pub struct Service {
    name: String,
}

impl Service {
    #[instrument(skip(self), fields(user_id = %user_id))]
    pub async fn reset(&self, user_id: Uuid, email: &str, attempt: u32, host: IpAddr) -> Result<(), Error> {
        // log: info "PasswordReset userId: {user_id} email: {mask(email)}" kinds=uuid,masked
        info!("PasswordReset userId: {} email: {}", user_id, mask(email));
        // log: info "PasswordReset userId: {user_id} email: {email}" kinds=uuid,email
        info!("PasswordReset userId: {user_id} email: {email}");
        // log: info "PasswordReset of {email} after 3 tries" kinds=email
        info!("{RESET} of {} after {RETRIES} tries", email);
        // log: info "reset requested" fields=user.id,email,attempt
        info!(user.id = %user_id, email, ?attempt, "reset requested");
        // log: info "reset requested by {email}" fields=user_id kinds=email logger=audit
        info!(target: "audit", user_id = %user_id, "reset requested by {email}");
        // log: info "named event" fields=attempt logger=audit.reset
        info!(name: "reset", target: "audit.reset", parent: &span, attempt, "named event");
        // log: info "fields in braces" fields=user_id,attempt
        info!({ user_id = %user_id, attempt }, "fields in braces");
        // log: info "a field called target" fields=target
        info!(target = "no directive", "a field called target");
        // log: debug "" fields=user_id,email
        debug!(?user_id, %email);
        // log: trace "message as a field" fields=host
        trace!(message = "message as a field", host = %host);
        // log: warning "disk {used}% of {total} used, {path}" kinds=any,any,path renderings=:.1,:>8,:?
        warn!("disk {used:.1}% of {total:>8} used, {path:?}", used = disk.used(), total = disk.total, path = self.path);
        // log: warning "{attempt} then {email} then {attempt}" kinds=int,email,int
        warn!("{0} then {1} then {0}", attempt, email);
        // log: error "could not reset" fields=error
        error!(error = ?err, "could not reset");
        // log: error "could not send the mail to {email}" fields=err,user_id kinds=email
        error!(
            %err,
            user_id = %user_id,
            "could not send \
             the mail to {}",
            email,
        );
        // log: error "raw \"{email}\" text" kinds=email
        error!(r#"raw "{}" text"#, email);
        // log: warning "event with level" fields=attempt
        event!(Level::WARN, attempt, "event with level");
        // log: error "event {attempt}" kinds=int logger=audit
        event!(target: "audit", Level::ERROR, "event {attempt}");
        // log: info "with a path"
        tracing::info!("with a path");
        // log: warning "percent % and braces {{}} stay, {attempt}" kinds=hex renderings=:#x
        tracing::warn!("percent % and braces {{}} stay, {attempt:#x}");
        tokio::select! {
            // log: info "shutting down {name}" kinds=any
            _ = shutdown.recv() => { info!("shutting down {}", self.name); }
            // log: warning "work ended" fields=result
            result = work => warn!(?result, "work ended"),
        }
        let text = format!("attempt {} of {}", attempt, RETRIES);
        // log: info "attempt {attempt} of 3" kinds=int
        info!("{}", text);
        // log: info "attempt {attempt} of 3!" kinds=int
        info!("{text}!");
        let kind = if attempt > 3 { "many" } else { "few" };
        // log: info "{kind} attempts" kinds=enum
        info!("{kind} attempts");
        // log: info "took {elapsed}" kinds=duration renderings=:?
        info!("took {:?}", started.elapsed());
        match result {
            // log: debug "reset {count} of {len}" kinds=int,int
            Ok(count) => debug!("reset {count} of {}", users.len()),
            // log: error "failed: {error}" kinds=exception renderings=:#
            Err(error) => error!("failed: {error:#}"),
        }
        // log: - "console {attempt}" kinds=int logger=console
        println!("console {}", attempt);
        // log: - "console error {attempt}" kinds=int logger=console
        eprintln!("console error {attempt}");
        println!();
        // log: - "to standard error: {email}" kinds=email logger=console
        writeln!(io::stderr(), "to standard error: {}", email)?;
        Ok(())
    }
}

// What is no log statement.
fn nothing(info: Info) {
    let text = "info!(\"in a string\")";
    // info!("in a comment");
    /* warn!("in a comment /* nested */"); */
    let raw = r#"error!("in a raw string")"#;
    let span = tracing::info_span!("request", id = 5);
    syn::error!("a macro of another crate");
    info.warn("a method");
    debug(5);
    let c = '"'; let lifetime: &'static str = x;
    assert!(ready);
}

#[cfg(test)]
mod tests {
    #[test]
    fn marked() {
        // log: info "in a test" test=True
        info!("in a test");
    }
}
