// path: lib/codec/benches/encode.rs
fn bench() {
    // error: expect "a valid timestamp" test=True
    parse().expect("a valid timestamp");
}
