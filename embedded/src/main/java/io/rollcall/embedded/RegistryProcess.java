package io.rollcall.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * The main class of the registry's own JVM. It runs the registry until its standard input ends, which is when its parent stops it
 * or dies, however that dies: the registry never outlives the process that started it. Needs nothing but the JDK, and lies in a jar of its own.
 */
final class RegistryProcess {

    private static final String REGISTRY = "io.quarkus.runner.GeneratedMain";
    private static final long SECONDS_TO_END = 3;

    private RegistryProcess() {}

    static void main(String[] args) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("parent-watch").start(RegistryProcess::endWithTheParent);
        Class.forName(REGISTRY).getMethod("main", String[].class).invoke(null, (Object) args);
    }

    private static void endWithTheParent() {
        awaitEndOfInput();
        Thread.ofPlatform().daemon().name("halt").start(RegistryProcess::haltIfItDoesNotEnd);
        System.exit(0);
    }

    private static void awaitEndOfInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException ended) {
            // A broken pipe says the same as its end: the parent is gone.
        }
    }

    private static void haltIfItDoesNotEnd() {
        try {
            TimeUnit.SECONDS.sleep(SECONDS_TO_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
