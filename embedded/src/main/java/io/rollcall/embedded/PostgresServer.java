package io.rollcall.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A running PostgreSQL server, wherever it runs, as who administers it for Rollcall sees it.
 *
 * @param address host and port
 * @param superuser who may create roles and databases
 * @param owner the role that owns every database that is created here
 * @param reader the role that may read them
 */
public record PostgresServer(String address, Login superuser, Login owner, Login reader) {

    /** Creates the two roles that are missing and gives each its password. */
    public void createRoles() {
        try (Connection connection = connectAsSuperuser("postgres")) {
            new DatabaseSetup(connection, owner, reader).createRoles();
        } catch (SQLException e) {
            throw new PartFailedException("PostgreSQL's roles cannot be created", e);
        }
    }

    /** A database of that name for the two roles; created if it is not there yet. */
    public Database create(String name) {
        try (Connection connection = connectAsSuperuser("postgres")) {
            new DatabaseSetup(connection, owner, reader).createDatabaseIfMissing(name);
        } catch (SQLException e) {
            throw new PartFailedException("The database " + name + " cannot be created", e);
        }
        try (Connection connection = connectAsSuperuser(name)) {
            new DatabaseSetup(connection, owner, reader).letTheReaderRead();
        } catch (SQLException e) {
            throw new PartFailedException("The database " + name + " cannot be prepared", e);
        }
        return named(name);
    }

    /** A database that is there. */
    Database named(String name) {
        return new Database(url(name), owner, reader);
    }

    private Connection connectAsSuperuser(String database) throws SQLException {
        return DriverManager.getConnection(url(database), superuser.user(), superuser.password());
    }

    private String url(String database) {
        return "jdbc:postgresql://" + address + "/" + database;
    }
}
