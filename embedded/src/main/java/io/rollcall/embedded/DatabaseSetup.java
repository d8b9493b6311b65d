package io.rollcall.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a database administrator would do for Rollcall: two roles, a database, and the rights of each role in it. */
record DatabaseSetup(Connection connection, Login owner, Login reader) {

    /** Creates the roles that are missing and gives each its password. */
    void createRoles() throws SQLException {
        createRole(owner, "");
        createRole(reader, "SET default_transaction_read_only = on");
    }

    void createDatabaseIfMissing(String name) throws SQLException {
        if (!isThere("SELECT FROM pg_database WHERE datname = ?", name)) {
            execute("CREATE DATABASE %s OWNER %s", name, owner.user());
        }
        execute("REVOKE ALL ON DATABASE %s FROM PUBLIC", name);
        execute("GRANT CONNECT ON DATABASE %s TO %s", name, reader.user());
    }

    /** To be called in the database itself. */
    void letTheReaderRead() throws SQLException {
        for (String kind : new String[] {"USAGE ON SCHEMAS", "SELECT ON TABLES"}) {
            execute("ALTER DEFAULT PRIVILEGES FOR ROLE %s GRANT " + kind + " TO %s", owner.user(), reader.user());
        }
    }

    private void createRole(Login login, String setting) throws SQLException {
        if (!isThere("SELECT FROM pg_roles WHERE rolname = ?", login.user())) {
            execute("CREATE ROLE %s LOGIN", login.user());
        }
        if (!setting.isEmpty()) {
            execute("ALTER ROLE %s " + setting, login.user());
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE " + statement.enquoteIdentifier(login.user(), true) + " PASSWORD "
                    + statement.enquoteLiteral(login.password()));
        }
    }

    private boolean isThere(String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private void execute(String sql, String... identifiers) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Object[] quoted = new Object[identifiers.length];
            for (int i = 0; i < identifiers.length; i++) {
                quoted[i] = statement.enquoteIdentifier(identifiers[i], true);
            }
            statement.execute(sql.formatted(quoted));
        }
    }
}
