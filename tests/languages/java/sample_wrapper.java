// path: src/main/java/com/acme/Wrapped.java
// wrapper: Audit.write message=1 level=notice
// wrapper: logError message=0 level=error
// wrapper: this.tell message=1 level=0
package com.acme;

class Wrapped {
    void calls(String user, int count, Exception e) {
        Audit.write(user, "User {} logged in {} times", user, count); // log: notice "User {user} logged in {count} times"
        logError("Could not store %s", user); // log: error "Could not store {user}"
        this.logError("plain " + user, e); // log: error "plain {user}"
        tell(Level.WARN, "slow"); // log: warning "slow"
        tell(count, "unknown level"); // log: - "unknown level"
        Audit.write(user);
        other.logError("not ours");
        audit.write(user, "not ours either");
    }
}
