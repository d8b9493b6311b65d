package io.rollcall.embedded;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** The passwords of one PostgreSQL, made at random once and kept in its folder, readable by its user only. */
record PostgresSecrets(Login superuser, Login owner, Login reader) {

    static final String SUPERUSER = "postgres";
    static final String OWNER = "rollcall";
    static final String READER = "rollcall_reader";

    private static final int BYTES = 24;

    static PostgresSecrets keptIn(Path file) throws IOException {
        if (!Files.exists(file)) {
            write(file);
        }
        Properties passwords = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            passwords.load(reader);
        }
        return new PostgresSecrets(login(passwords, SUPERUSER), login(passwords, OWNER), login(passwords, READER));
    }

    private static Login login(Properties passwords, String user) {
        return new Login(user, passwords.getProperty(user));
    }

    private static void write(Path file) throws IOException {
        SecureRandom random = new SecureRandom();
        StringBuilder passwords = new StringBuilder();
        for (String user : new String[] {SUPERUSER, OWNER, READER}) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            passwords.append(user).append('=').append(password).append('\n');
        }
        PrivateFiles.write(file, passwords.toString());
    }
}
