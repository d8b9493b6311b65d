package io.rollcall.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.util.List;

/** PostgreSQL refuses to run as root. In a user name space of its own, root is nobody. */
final class PostgresUser {

    private static final List<String> OTHER_NAME_SPACE = List.of("unshare", "--user");

    private static final List<String> PREFIX = isRoot() ? OTHER_NAME_SPACE : List.of();

    private PostgresUser() {}

    /** What comes before the command of each of PostgreSQL's programs. */
    static List<String> prefix() {
        if (!PREFIX.isEmpty() && !Works.IT_DOES) {
            throw new PartFailedException("PostgreSQL refuses to run as root, and this system has no user name spaces"
                    + " to run it otherwise (`unshare --user` fails): start Rollcall as an ordinary user.");
        }
        return PREFIX;
    }

    private static boolean isRoot() {
        return File.separatorChar == '/' && new UnixSystem().getUid() == 0;
    }

    /** Tried once, when first needed. */
    private static final class Works {

        static final boolean IT_DOES = unshares();

        private static boolean unshares() {
            try {
                return new ProcessBuilder("unshare", "--user", "true").start().waitFor() == 0;
            } catch (IOException notInstalled) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
