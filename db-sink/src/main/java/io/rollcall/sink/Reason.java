package io.rollcall.sink;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What health says of a database's trouble: a server's own message may tell of roles, hosts and rows. */
final class Reason {

    private Reason() {}

    static String ofDatabase(Throwable trouble) {
        return "the database is away or refuses, SQLSTATE " + state(trouble) + "; the log says more";
    }

    private static String state(Throwable trouble) {
        for (@Nullable Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal && refusal.getSQLState() != null) {
                return refusal.getSQLState();
            }
        }
        return "unknown";
    }
}
