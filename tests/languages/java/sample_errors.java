// Exceptions and argument checks.
package com.acme.errors;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Preconditions;
import java.util.Objects;
import org.apache.commons.lang3.Validate;
import org.springframework.util.Assert;

class Accounts {
    private static final String NOT_FOUND = "Account not found: ";

    Account find(String id, int count, Exception cause) throws IOException {
        if (id == null) throw new IllegalArgumentException("id is missing"); // error: IllegalArgumentException "id is missing"
        // error: NoSuchElementException "Account not found: {id}"
        throw new NoSuchElementException(NOT_FOUND + id);
    }

    void thrown(String id, int count, Exception cause) {
        throw new IllegalStateException("in state " + count, cause); // error: IllegalStateException "in state {count}"
        throw new IOException(String.format("%s failed %d times", id, count)); // error: IOException "{id} failed {count} times"
        throw new IOException("%s failed".formatted(id)); // error: IOException "{id} failed"
        throw new RuntimeException(cause);
        throw new RuntimeException();
        throw cause;
        throw new KeyException(id); // error: KeyException "{id}"
        throw new AccountException("ACCOUNT_LOCKED", "Account is locked"); // error: AccountException "Account is locked" code=ACCOUNT_LOCKED
        throw new AccountException(ErrorCode.LOCKED, "Account " + id + " is locked"); // error: AccountException "Account {id} is locked" code=LOCKED
        throw new AccountException("account %s is locked", id); // error: AccountException "account {id} is locked"
        throw new AccountException("account {} is locked", id); // error: AccountException "account {id} is locked"
        throw new AccountException(Errors.LOCKED); // error: AccountException "locked for good" code=LOCKED
        throw new AccountException(Messages.LOCKED); // error: AccountException "{locked}" opening=Messages.LOCKED
        throw new AccountException(Messages.Account_Locked(id), "name"); // error: AccountException "Account_Locked"
        throw new AccountException(messageSource.getMessage("account.locked", args, locale)); // error: AccountException "account.locked"
        throw new ElsewhereException(cause.getMessage(), count); // error: ElsewhereException "{cause_message}"
        throw new StatusRuntimeException(Status.PERMISSION_DENIED);
        throw new WebApplicationException(Response.status(422).build());
        throw new ElsewhereException(User.class, id);
        throw new ElsewhereException(id, count);
        throw locked("account locked by " + id); // error: - "account locked by {id}"
        throw new com.acme.Broken("qualified"); // error: Broken "qualified"
        throw new AssertionError("never"); // error: AssertionError "never"
        throw (RuntimeException) new RuntimeException("cast").initCause(cause); // error: RuntimeException "cast"
        // error: AccountException "first line second line"
        throw new AccountException("first line "
            + "second line");
    }

    void handedOver(Optional<Account> account, String id) {
        account.orElseThrow(() -> new AccountException("no account " + id)); // error: AccountException "no account {id}"
        return Mono.error(new AccountException("reactive")); // error: AccountException "reactive"
        future.completeExceptionally(new TimeoutException("late")); // error: TimeoutException "late"
        RuntimeException later = new AccountException("later"); // error: AccountException "later"
        throw later;
    }

    void checks(String id, int count, List<String> names) {
        Objects.requireNonNull(id, "id"); // error: NullPointerException "id"
        Objects.requireNonNull(id, () -> "no id for " + count); // error: NullPointerException "no id for {count}"
        Objects.requireNonNull(id);
        Preconditions.checkArgument(count > 0, "count %s too small", count); // error: IllegalArgumentException "count {count} too small"
        Preconditions.checkState(open, "closed"); // error: IllegalStateException "closed"
        Preconditions.checkNotNull(id, "no id"); // error: NullPointerException "no id"
        checkArgument(count < 9, "count too big"); // error: IllegalArgumentException "count too big"
        Validate.isTrue(count > 0, "must be positive: %d", count); // error: IllegalArgumentException "must be positive: {count}"
        Validate.notBlank(id, "id is blank"); // error: IllegalArgumentException "id is blank"
        Assert.notNull(id, "id must be set"); // error: IllegalArgumentException "id must be set"
        Assert.state(open, () -> "not open: " + id); // error: IllegalStateException "not open: {id}"
        assert count > 0 : "count is " + count; // error: AssertionError "count is {count}"
        assert open;
        Assert.notNull(id);
        names.isTrue(false, "not ours");
    }

    class AccountException extends RuntimeException {
        AccountException(String id) {
            super("Account " + id + " is broken"); // error: AccountException "Account {id} is broken"
        }

        AccountException(String message, Throwable cause) {
            super(message, cause);
        }

        AccountException() {
            this("unknown"); // error: AccountException "unknown"
        }
    }

    class TextException extends RuntimeException {
        private final int count;

        @Override
        public String getMessage() {
            if (count == 0) {
                return super.getMessage();
            }
            return count + " texts are too long"; // error: TextException "{count} texts are too long"
        }
    }

    class Text {
        public String getMessage() {
            return "no exception";
        }
    }

    class Base {
        Base() {
            super("no exception");
        }
    }

    enum Errors {
        LOCKED("locked for good"),
        GONE("gone");

        Errors(String text) {}
    }
}
