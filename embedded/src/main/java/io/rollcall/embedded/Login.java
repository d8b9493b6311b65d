package io.rollcall.embedded;

/** A database role with its password, which no log shows. */
public record Login(String user, String password) {

    @Override
    public String toString() {
        return user;
    }
}
