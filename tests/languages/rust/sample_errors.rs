//! Errors of the standard library, of anyhow, eyre, snafu and thiserror.
use anyhow::{anyhow, bail, ensure, Context};

const TOO_LONG_MSG: &str = "name is too long";

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    // error: StoreError::NotFound "account {} not found" kinds=int
    #[error("account {0} not found")]
    NotFound(u64),
    // error: StoreError::Locked "user {user_id} is locked until {until}" kinds=uuid,datetime renderings=,:?
    #[error("user {user_id} is locked until {until:?}")]
    Locked { user_id: Uuid, until: SystemTime },
    // error: StoreError::Read "could not read {path}" kinds=path
    #[error("could not read {}", .path.display())]
    Read { path: PathBuf, source: io::Error },
    // error: StoreError::Limit "limit of {limit} reached" kinds=any
    #[error("limit of {max} reached", max = LIMIT)]
    Limit,
    #[error(transparent)]
    Other(#[from] anyhow::Error),
    // error: StoreError::Query "query failed: {error}" kinds=exception
    #[error("query failed: {0}")]
    Query(#[from] sqlx::Error),
}

#[derive(Debug, Snafu)]
enum Failure {
    // error: Failure::Open "unable to open {filename}: {source}" kinds=path,exception
    #[snafu(display("unable to open {}: {}", filename.display(), source))]
    Open { filename: PathBuf, source: io::Error },
    // error: Failure::Missing "no such {name}" kinds=any
    #[snafu(display("no such {name}"))]
    Missing { name: String },
    #[snafu(visibility(pub))]
    Silent,
}

#[derive(Display)]
enum Colour {
    #[display("red")]
    Red,
}

#[derive(Debug, Display, Error)]
enum ParseError {
    // error: ParseError::Digit "bad digit {0}" kinds=any
    #[display("bad digit {_0}")]
    Digit(char),
}

struct Odd;
impl std::error::Error for Odd {}
impl fmt::Display for Odd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // error: Odd "the number is odd"
        f.write_str("the number is odd")
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            // error: LoadError::Empty "the file is empty"
            Self::Empty => write!(f, "the file is empty"),
            // error: LoadError::Line "line {n}: cannot read" kinds=any
            LoadError::Line(n) => write!(f, "line {}: cannot read", n),
            Self::Io(e) => write!(f, "{}", e),
            Self::Many(all) => {
                // error: LoadError::Many "{len} errors:" kinds=int
                writeln!(f, "{} errors:", all.len())?;
                Ok(())
            }
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "point at {}", self.x)
    }
}

fn fail(name: &str, size: usize, path: &Path) -> Result<(), Error> {
    if name.is_empty() {
        // error: anyhow "name is empty"
        bail!("name is empty");
    }
    // error: anyhow "size {size} is too large" kinds=int
    ensure!(size < 10, "size {} is too large", size);
    ensure!(size > 0);
    // error: context "opening the file"
    let file = File::open(path).context("opening the file")?;
    // error: context "reading {path}" kinds=path
    let text = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    // error: context "loading"
    let other = load().wrap_err("loading")?;
    // error: - "no such name"
    let value = map.get(name).ok_or("no such name")?;
    // error: anyhow "no entry for {name}" kinds=any
    let value = map.get(name).ok_or_else(|| anyhow!("no entry for {name}"))?;
    // error: - "no key {name}" kinds=any
    let value = map.get(name).ok_or_else(|| format!("no key {}", name))?;
    // error: StoreError::Invalid "bad value: {e}" kinds=exception
    let value = text.parse().map_err(|e| StoreError::Invalid(format!("bad value: {e}")))?;
    let value = text.parse().map_err(|e| {
        // error: StoreError::Invalid "over lines"
        StoreError::Invalid { message: "over lines".to_string(), code: 5 }
    })?;
    // error: expect "lock is poisoned"
    let lock = mutex.lock().expect("lock is poisoned");
    self.expect("=");
    // error: panic "cannot happen: {name}" kinds=any
    panic!("cannot happen: {name}");
    unreachable!();
    // error: panic "state {state}" kinds=any renderings=:?
    unreachable!("state {:?}", state);
    // error: panic "write it"
    todo!("write it");
    // error: panic "{name} is not supported" kinds=any
    unimplemented!("{} is not supported", name);
    // error: panic "size is {size}" kinds=int
    assert!(size < 10, "size is {size}");
    // error: panic "a and b differ by {a - b}" kinds=any
    assert_eq!(a, b, "a and b differ by {}", a - b);
    assert_ne!(a, b);
    // error: panic "not ready"
    debug_assert!(ready, "not ready");
    if bad {
        // error: - "plain text"
        return Err("plain text".into());
    }
    if bad {
        // error: - "formatted {name}" kinds=any
        return Err(format!("formatted {}", name).into());
    }
    if long {
        // error: ValidationError "name is too long"
        return Err(ValidationError::new(TOO_LONG_MSG));
    }
    if far {
        // error: ValidationError "{too_far_msg}" kinds=any opening=messages.TOO_FAR_MSG
        return Err(ValidationError::new(messages::TOO_FAR_MSG));
    }
    // error: Error "disk is full"
    return Err(io::Error::new(io::ErrorKind::Other, "disk is full"));
    // error: MyError "boxed"
    return Err(Box::new(MyError("boxed".into())));
    // error: Error "other {size}" kinds=int
    let e = io::Error::other(format!("other {size}"));
    // error: Error "custom text"
    let e = serde::de::Error::custom("custom text");
    // error: Error "expected a name"
    let e = syn::Error::new(span, "expected a name");
    // error: MyError "reason {name}" kinds=any
    let e = MyError { kind: Kind::Bad, reason: format!("reason {name}") };
    // error: Whatever "whatever {name}" kinds=any
    whatever!("whatever {}", name);
    // error: eyre "eyre {name}" kinds=any
    Err(eyre!("eyre {}", name))
}

// What is no error.
fn nothing() -> Result<(), Error> {
    let e = Error::from(io);
    let e = Err(other);
    Err(StatusCode::NOT_FOUND)?;
    let e = ParseError::Digit('x');
    let ok = Ok("text");
    let s = "panic!(\"no\")";
    parser.expect(Token::Comma)?;
    vec!["a", "b"]
}

#[test]
fn in_a_test() {
    // error: expect "marked as test" test=True
    result.expect("marked as test");
}
