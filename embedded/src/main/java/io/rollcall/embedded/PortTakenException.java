package io.rollcall.embedded;

/** Another program listens where a part of Rollcall should. The message is one line for people. */
public final class PortTakenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String part;
    private final int port;

    public PortTakenException(String part, int port) {
        super("Port %d, which %s needs, is taken by another program.".formatted(port, part));
        this.part = part;
        this.port = port;
    }

    public String part() {
        return part;
    }

    public int port() {
        return port;
    }
}
