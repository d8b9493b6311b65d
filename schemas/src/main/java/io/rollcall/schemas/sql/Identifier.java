package io.rollcall.schemas.sql;

import java.util.regex.Pattern;

/** Names in SQL. Only checked names get there, and always quoted, since a table may be called {@code order}. */
final class Identifier {

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private Identifier() {}

    static String quoted(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for SQL: lower-case letters, digits and _, at most 63");
        }
        return '"' + name + '"';
    }

    /** A table of records. */
    static String inPublic(String name) {
        return "public." + quoted(name);
    }

    /** A table or function of the sink's own. */
    static String inRollcall(String name) {
        return "rollcall." + quoted(name);
    }
}
