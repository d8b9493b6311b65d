package io.rollcall.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * One database and the two roles that use it.
 *
 * @param url JDBC URL without credentials
 * @param owner the role that owns the database and all in it
 * @param reader the role that may read every table that the owner creates, and nothing else
 */
public record Database(String url, Login owner, Login reader) {

    public Connection connectAsOwner() throws SQLException {
        return connect(owner);
    }

    public Connection connectAsReader() throws SQLException {
        return connect(reader);
    }

    private Connection connect(Login login) throws SQLException {
        return DriverManager.getConnection(url, login.user(), login.password());
    }
}
