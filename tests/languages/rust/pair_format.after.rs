use tracing::{info, warn};

fn send(user_id: u64, email: &str) -> Result<(), Error> {
    tracing::info!(
        r"PasswordReset userId: {user_id} email: {}",
        email
    );
    warn!(
        user_id = user_id, "mail is \
        slow"
    );
    if missing {
        return Err(
            AppError::Invalid(format!("no account {user_id}")),
        );
    }
    println!("sent 5");
    find()
        .expect("account")
}
