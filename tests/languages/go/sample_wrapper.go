// wrapper: audit.Write message=1 level=notice
// wrapper: record message=2 level=1
package a

import "example.org/audit"

func f(ctx context.Context, user string) {
	// log: notice "signed in {user}"
	audit.Write(ctx, "signed in %s", user)
	// log: notice "signed out" fields=user
	audit.Write(ctx, "signed out", "user", user)
	// log: warning "recorded"
	record(ctx, "warn", "recorded")
	audit.Read(ctx, "nothing")
}
