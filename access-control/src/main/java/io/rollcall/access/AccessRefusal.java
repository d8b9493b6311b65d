package io.rollcall.access;

import java.io.Serial;

/** Why a service refuses to start: one line that says what is wrong and one that says what to do. Carries no secret. */
public final class AccessRefusal extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String wrong;
    private final String remedy;

    public AccessRefusal(String wrong, String remedy) {
        super(wrong + " " + remedy);
        this.wrong = wrong;
        this.remedy = remedy;
    }

    String wrong() {
        return wrong;
    }

    String remedy() {
        return remedy;
    }
}
