package io.rollcall.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of ingest-gateway. The database is that of {@code spring.datasource.*}, with a role that may only read.
 *
 * @param instanceId names this gateway among its peers and must be the same after a restart: batches that a former life
 *     left open are found by it. Letters, digits, dot, underscore and dash, at most 100; default the host's name
 * @param csvFolder the folder that {@code POST /migrate} without a body reads; default none
 * @param maxBody the largest body of {@code /ingest}; default 16 MB
 * @param maxBodiesInFlight how much of such bodies is held in memory at once, at least {@code maxBody}; default 64 MB
 * @param maxUpload the largest upload to {@code /migrate}, 1 byte to 1 TB; it is kept on disk meanwhile; default 4 GB
 * @param uploadFolder where uploads are kept meanwhile; default the container's folder for temporary files
 * @param maxIngests how many such requests are worked on at once, 1 to 10000; default 64
 * @param maxMigrations how many migrations run at once, 1 to 100; default 2
 * @param deliveryTimeout how long Kafka may take to acknowledge a record, 1 s to 10 min; default 30 s
 * @param progressInterval how often a running migration reports, 50 ms to 1 min; default 500 ms
 * @param retryAfter when a client that was turned away is told to come back, 1 s to an hour; default 5 s
 * @param recentBatches how many batches' progress is held in memory, 100 to 1000000; default 10000
 * @param maxFollowers how many receipts are followed at once, 1 to 10000; default 200
 * @param maxForwarded how many requests each service behind is working on at once, 1 to 10000; default 64
 * @param validatorGroup the validator's consumer group, whose lag {@code GET /pipeline} shows; default validator-stream
 * @param services the services that requests are forwarded to
 */
@Validated
@ConfigurationProperties("rollcall.gateway")
public record GatewayProperties(
        @Pattern(regexp = "[A-Za-z0-9._-]{1,100}") @DefaultValue("")
        String instanceId,

        @Nullable Path csvFolder,
        @NotNull @DefaultValue("16MB") DataSize maxBody,
        @NotNull @DefaultValue("64MB") DataSize maxBodiesInFlight,
        @NotNull @DefaultValue("4GB") DataSize maxUpload,
        @Nullable Path uploadFolder,
        @Min(1) @Max(10_000) @DefaultValue("64") int maxIngests,
        @Min(1) @Max(100) @DefaultValue("2") int maxMigrations,

        @DurationMin(seconds = 1) @DurationMax(minutes = 10) @DefaultValue("30s")
        Duration deliveryTimeout,

        @DurationMin(millis = 50) @DurationMax(minutes = 1) @DefaultValue("500ms")
        Duration progressInterval,

        @DurationMin(seconds = 1) @DurationMax(hours = 1) @DefaultValue("5s")
        Duration retryAfter,

        @Min(100) @Max(1_000_000) @DefaultValue("10000") int recentBatches,
        @Min(1) @Max(10_000) @DefaultValue("200") int maxFollowers,
        @Min(1) @Max(10_000) @DefaultValue("64") int maxForwarded,
        @NotBlank @DefaultValue("validator-stream") String validatorGroup,
        @Valid @DefaultValue Services services) {

    /** The largest upload that may be allowed. */
    private static final DataSize MOST_UPLOAD = DataSize.ofTerabytes(1);

    public GatewayProperties {
        if (instanceId.isEmpty()) {
            instanceId = hostName();
        }
    }

    /** Not a constant: two gateways of one name would close each other's batches. */
    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new UncheckedIOException("this host's name is not known; set rollcall.gateway.instance-id", e);
        }
    }

    /**
     * Where the other services are.
     *
     * @param metrics default http://127.0.0.1:8003
     * @param backup default http://127.0.0.1:8004
     */
    public record Services(
            @NotNull @DefaultValue("http://127.0.0.1:8003") URI metrics,
            @NotNull @DefaultValue("http://127.0.0.1:8004") URI backup) {}

    @AssertTrue(message = "max-body must be 1 byte to 1 GB and fit into max-bodies-in-flight")
    boolean isRoomForTheLargestBody() {
        return maxBody.toBytes() >= 1
                && maxBody.compareTo(DataSize.ofGigabytes(1)) <= 0
                && maxBodiesInFlight.compareTo(maxBody) >= 0;
    }

    @AssertTrue(message = "max-upload must be 1 byte to 1 TB")
    boolean isUploadWithinBounds() {
        return maxUpload.toBytes() >= 1 && maxUpload.compareTo(MOST_UPLOAD) <= 0;
    }
}
