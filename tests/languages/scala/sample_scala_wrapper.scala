// wrapper: audit.write message=1 level=notice
// wrapper: track message=0 level=1
// path: src/main/scala/com/acme/Wrapped.scala
package com.acme

class Wrapped {
  def run(user: User): Unit = {
    audit.write(user, "changed by {}", user.id) // log: notice "changed by {user_id}"
    audit.write(user, s"changed by ${user.id}") // log: notice "changed by {user_id}"
    this.track("tracked", Level.WARN) // log: warning "tracked"
    track("tracked", Level.ERROR) // log: error "tracked"
    audit.read(user, "no wrapper")
  }
}
