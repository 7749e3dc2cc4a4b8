// path: src/worker.rs
// wrapper: audit! message=0 level=notice
// wrapper: Audit::write message=1 level=warning
// wrapper: self.journal message=0
//! `log` with its key-values, `slog`, `defmt`, the kernel.
use log::{debug, error, info, log, trace, warn, Level};
use slog::{crit, o, Logger};

fn keys(user_id: u64, name: &str, logger: &Logger) {
    // log: info "plain"
    info!("plain");
    // log: info "with target {name}" kinds=any logger=my_target
    info!(target: "my_target", "with target {}", name);
    // log: info "with keys {name}" fields=user_id,name kinds=any
    info!(user_id = user_id, name:? = name; "with keys {}", name);
    // log: warning "all of them" fields=a,b,c logger=events
    warn!(target: "events", a:% = 1, b:err = e, c:serde = value; "all of them");
    // log: warning "level first {name}" kinds=any
    log!(Level::Warn, "level first {}", name);
    // log: error "target and level {name}" kinds=any logger=t
    log!(target: "t", log::Level::Error, "target and level {name}");
    // log: - "level unknown"
    log::log!(level, "level unknown");
    // log: debug "n = {count} {byte} {ratio}" kinds=int,hex,any renderings=:>5,:02x,:.3
    log::debug!("n = {:>5} {:02x} {:.3}", count, byte, ratio);
    // log: trace "ab"
    trace!("{}", concat!("a", "b"));
    // log: error "{name} failed: {describe}" kinds=any,any
    error!("{name} failed: {e}", e = describe(&e));

    // log: info "slog text" fields=user,name
    slog::info!(logger, "slog text"; "user" => user_id, "name" => %name);
    // log: warning "slog text {name}" fields=error,inner kinds=any
    slog::warn!(self.log, "slog text {}", name; "error" => ?e, o!("inner" => 1));
    // log: critical "slog critical" fields=code
    crit!(logger, "slog critical"; "code" => 5);
    // log: error "slog {name}" kinds=any
    error!(ctx.logger(), "slog {name}");
    // log: info "over lines" fields=user
    info!(
        logger, "over lines";
        "user" => user_id,
    );

    // log: info "defmt {count} of {name} at {name}" kinds=int,any,hex renderings=,:?,:#x
    defmt::info!("defmt {=u8} of {=str:?} at {1=u32:#x}", count, name);
    // log: warning "in a browser {name}" kinds=any logger=console
    web_sys::console::warn_1(&format!("in a browser {}", name).into());

    // log: info "kernel {name}" kinds=any
    pr_info!("kernel {}\n", name);
    // log: error "kernel error"
    pr_err!("kernel error\n");
    // log: warning "device {user_id}" kinds=int
    dev_warn!(self.dev.as_ref(), "device {}\n", user_id);

    // log: notice "audited {name}" kinds=any
    audit!("audited {}", name);
    // log: warning "written"
    Audit::write(ctx, "written");
    // log: info "journal of {name}" kinds=any
    self.journal(format!("journal of {name}"));
}

macro_rules! say {
    ($value:expr) => {
        // log: info "said something"
        info!("said something");
        if $value > 3 {
            // log: info "" fields=retries
            info!(retries = $value - 1);
        } else {
            // log: info "waiting for {value}" kinds=any
            info!("waiting for {}", $value);
        }
    };
}

cfg_if::cfg_if! {
    if #[cfg(unix)] {
        // log: info "on unix"
        fn unix() { info!("on unix"); }
    } else {
        // log: warning "elsewhere"
        fn other() { warn!("elsewhere"); }
    }
}

impl Texts {
    const LATE: &'static str = "too late";
}

impl Display for Texts {
    fn fmt(&self) {
        // log: info "too late"
        info!("{}", Self::LATE);
        // log: info "joined"
        // error: context "storing"
        tokio::try_join!(async { info!("joined"); store().context("storing") }, other());
    }
}
