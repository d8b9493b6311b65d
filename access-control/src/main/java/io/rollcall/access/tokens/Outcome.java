package io.rollcall.access.tokens;

import io.rollcall.access.Scope;
import java.time.Duration;
import java.util.Set;

/** What comes of an attempt to sign in. */
sealed interface Outcome {

    record SignedIn(String user, Set<Scope> scopes) implements Outcome {}

    record Refused(TokenError error) implements Outcome {}

    /** Too many failed attempts; the password was not looked at. */
    record Throttled(Duration retryAfter) implements Outcome {}

    /** More people sign in at once than the processors can check; the password was not looked at. */
    record Busy() implements Outcome {}
}
