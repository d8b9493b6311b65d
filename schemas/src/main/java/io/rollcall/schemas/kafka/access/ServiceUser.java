package io.rollcall.schemas.kafka.access;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.rollcall.schemas.Topics;
import java.util.Locale;

/** The services as Kafka knows them, with their default groups. Metrics has no business with Kafka. */
enum ServiceUser {
    GATEWAY,
    VALIDATOR,
    SINK,
    BACKUP;

    private static final String VALIDATOR_GROUP = "validator-stream";
    private static final String LETTER_LOG_GROUP = VALIDATOR_GROUP + "-log";
    private static final String SINK_GROUP = "db-sink";
    private static final String BACKUP_TRANSACTIONS = "backup-service";
    /** The gateways' own, in which they tell each other of requests. */
    private static final String IDEMPOTENCY_KEYS = "idempotency-keys";

    /** As it signs in. */
    String user() {
        return name().toLowerCase(Locale.ROOT);
    }

    Rights rights() {
        Rights rights = Rights.of(user());
        return switch (this) {
            case GATEWAY ->
                rights.topicsFrom(Topics.RAW_PREFIX, READ, WRITE, CREATE)
                        .topicsFrom(Topics.VALID_PREFIX, DESCRIBE, CREATE)
                        .topic(Topics.DEAD_LETTERS, DESCRIBE, CREATE)
                        .topic(Topics.BATCHES, READ, WRITE, CREATE)
                        .topic(IDEMPOTENCY_KEYS, READ, WRITE, CREATE)
                        .group(VALIDATOR_GROUP, DESCRIBE);
            case VALIDATOR ->
                rights.topicsFrom(Topics.RAW_PREFIX, READ, CREATE)
                        .topicsFrom(Topics.VALID_PREFIX, READ, WRITE, CREATE)
                        .topic(Topics.DEAD_LETTERS, READ, WRITE, CREATE)
                        .topic(Topics.BATCHES, DESCRIBE, CREATE)
                        .topicsFrom(VALIDATOR_GROUP + "-", READ, WRITE, CREATE, DELETE)
                        .group(VALIDATOR_GROUP, READ)
                        .group(LETTER_LOG_GROUP, READ)
                        .transactionsFrom(VALIDATOR_GROUP + "-");
            case SINK ->
                rights.topicsFrom(Topics.VALID_PREFIX, READ)
                        .topic(Topics.DEAD_LETTERS, READ, WRITE)
                        .topic(Topics.BATCHES, READ)
                        .group(SINK_GROUP, READ);
            case BACKUP -> rights.topicsFrom(Topics.VALID_PREFIX, READ, WRITE).transaction(BACKUP_TRANSACTIONS);
        };
    }
}
