package io.rollcall.testsupport;

import org.opentest4j.TestAbortedException;

/** Skips the test that asked for a container. */
final class NoDockerException extends TestAbortedException {

    NoDockerException() {
        super("skipped: no Docker engine answers");
    }
}
