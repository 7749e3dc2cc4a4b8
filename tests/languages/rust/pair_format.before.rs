use tracing::{info, warn};

fn send(user_id: u64, email: &str) -> Result<(), Error> {
    info!("PasswordReset userId: {} email: {}", user_id, email);
    warn!(user_id, "mail is slow");
    let reason = format!("no account {}", user_id);
    if missing {
        return Err(AppError::Invalid(reason));
    }
    println!("sent {}", 5);
    find().expect("account")
}
