package io.rollcall.gateway.publish;

import java.io.Serial;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A batch ended before all of its rows were acknowledged. Those that were stand, and the batch's receipt shows them. */
public final class StoppedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final UUID batch;
    private final long standing;
    private final @Nullable String file;

    /**
     * What happened.
     *
     * @param standing how many rows Kafka has acknowledged
     * @param file the file that was being read, if any
     * @param cause why it ended: an unreadable input, or what Kafka says
     */
    public StoppedException(UUID batch, long standing, @Nullable String file, Throwable cause) {
        super("batch " + batch + " stopped with " + standing + " rows acknowledged", cause);
        this.batch = batch;
        this.standing = standing;
        this.file = file;
    }

    public UUID batch() {
        return batch;
    }

    public long standing() {
        return standing;
    }

    public Optional<String> file() {
        return Optional.ofNullable(file);
    }
}
