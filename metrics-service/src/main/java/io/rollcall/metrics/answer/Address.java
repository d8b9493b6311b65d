package io.rollcall.metrics.answer;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The address of a view: a path of this origin and its parameters, encoded to the last character. */
public final class Address {

    private final String text;
    private final char next;

    private Address(String text, char next) {
        this.text = text;
        this.next = next;
    }

    public static Address of(String path) {
        return new Address(path, '?');
    }

    /** With a further parameter. */
    public Address with(String parameter, Object value) {
        String encoded =
                URLEncoder.encode(value.toString(), StandardCharsets.UTF_8).replace("+", "%20");
        return new Address(text + next + parameter + '=' + encoded, '&');
    }

    /** With a further parameter if that is so. */
    public Address withIf(boolean isSo, String parameter, Object value) {
        return isSo ? with(parameter, value) : this;
    }

    @Override
    public String toString() {
        return text;
    }
}
