//! Tags of slog stand between the logger and the text.
use slog::{info, warn};

fn tagged(log: &Logger, user_id: u64) {
    // log: info "reset of {user_id}" fields=key
    info!(log, #"resets", "reset of {}", user_id; "key" => 1);
    // log: warning "no tag" fields=
    warn!(log, "no tag");
}
