//! What an independent reading of real code and hard cases found. A syslog is no slog.
use tracing::{info, warn};

fn surprises(user_id: u64, email: &str) -> Result<(), BoxError> {
    // log: warning "of {len}" fields=user_id,email
    warn!(user_id, ?email, "of {}", email.len());
    // log: warning "said once to {email}"
    warn_once!("said once to {}", email);
    // log: error "in braces {email}"
    error! { "in braces {}", email }
    // log: info "after braces {user_id}"
    info!("after braces {}", user_id);
    // log: - "over lines {email}" logger=console
    println! {
        "over lines {}",
        email
    }
    // log: info "after lines"
    info!("after lines");
    // error: - "one of several: {email}"
    errors.map_err(|_| vec![format!("one of several: {email}")])?;
    // error: - "a boxed text"
    first.map_err(|_| Box::<dyn Error>::from("a boxed text"))?;
    // error: context "attached to the report"
    second.attach_printable("attached to the report")?;
    // error: - "the scheme must be https"
    third.ok_or_else(|| invalid_input("the scheme must be https"))?;
    // error: - "{name} must be between 0 and 1" kinds=any
    errors.push(format!("{name} must be between 0 and 1"));
    names.push("not an error at all".to_string());
    // error: - "the host is missing"
    return Err(invalid_input("the host is missing"));
}

fn nothing() -> Result<(), BoxError> {
    let s = format! { "x {}", 1 };
    return Err(lookup("key"));
}
