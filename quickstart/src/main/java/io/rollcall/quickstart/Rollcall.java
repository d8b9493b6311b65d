package io.rollcall.quickstart;

import io.rollcall.access.DemoAccess;
import io.rollcall.embedded.Database;
import io.rollcall.embedded.Part;
import io.rollcall.embedded.PartFailedException;
import io.rollcall.embedded.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** All of Rollcall in this process tree: the three parts, then the five services on top of them. */
public final class Rollcall implements AutoCloseable {

    // Together below the ten seconds in which a signal ends everything.
    private static final Duration TIME_FOR_SERVICES_TO_END = Duration.ofSeconds(4);
    private static final Duration TIME_FOR_PARTS_TO_END = Duration.ofSeconds(5);

    private final DataFolder folder;
    private final Addresses addresses;
    private final Console console;
    private final Parts parts;
    private final Services services;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final long createdAt = System.nanoTime();

    private Rollcall(DataFolder folder, Addresses addresses, Path csvFolder, Console console) {
        this.folder = folder;
        this.addresses = addresses;
        this.console = console;
        this.parts = Parts.in(folder, addresses);
        this.services = new Services(new ServiceSettings(folder, addresses, parts, DemoAccess.create(), csvFolder));
    }

    /** Nothing runs yet. */
    public static Rollcall in(DataFolder folder, Addresses addresses, Path csvFolder, Console console) {
        Logs.writeTo(folder.logs());
        return new Rollcall(folder, addresses, csvFolder, console);
    }

    /** Returns when every service says that it is ready and {@code addresses.json} is written. */
    public void start() {
        console.say("Rollcall starts in " + folder.path());
        addresses
                .services()
                .keySet()
                .forEach(service -> Ports.requireFree("the " + service.label(), addresses.port(service)));
        Together.start(
                parts.all().stream().<Runnable>map(part -> () -> start(part)).toList());
        Together.start(List.of(Service.values()).stream()
                .<Runnable>map(service -> () -> start(service))
                .toList());
        new AddressesFile(folder.of("addresses.json")).write(addresses, parts);
    }

    public Addresses addresses() {
        return addresses;
    }

    /** The broker, the registry and PostgreSQL, which may be stopped and started again under the services. */
    public List<Part> parts() {
        return parts.all();
    }

    /** PostgreSQL as the services know it. */
    public Database database() {
        return parts.postgres().database();
    }

    boolean isClosed() {
        return closed.get();
    }

    /** Ends everything, in the time that a signal leaves; does nothing the second time. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Together.end(services.endings(), TIME_FOR_SERVICES_TO_END);
            Together.end(parts.all().stream().<Runnable>map(part -> part::stop).toList(), TIME_FOR_PARTS_TO_END);
            folder.close();
        }
    }

    private void start(Part part) {
        long startedAt = System.nanoTime();
        if (!closed.get()) {
            part.start();
            console.started(part.name().replace("the ", ""), Duration.ofNanos(System.nanoTime() - startedAt));
        }
    }

    private void start(Service service) {
        if (!closed.get()) {
            startOrSayWhyNot(service);
            console.started(service.label(), Duration.ofNanos(System.nanoTime() - createdAt));
        }
    }

    private void startOrSayWhyNot(Service service) {
        try {
            services.start(service);
        } catch (PartFailedException known) {
            throw known;
        } catch (RuntimeException reason) {
            throw new PartFailedException(
                    "The %s does not start (%s); %s says more."
                            .formatted(service.label(), reason.getMessage(), folder.logs()),
                    reason);
        }
    }
}
