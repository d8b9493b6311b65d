package io.rollcall.validator.waiting;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows a valid topic: a value makes its id known, a deletion unknown. */
public final class KnownIdsProcessor implements Processor<String, byte[], Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(KnownIdsProcessor.class);

    private final String storeName;
    private @Nullable KnownIds known;

    public KnownIdsProcessor(String storeName) {
        this.storeName = storeName;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        known = context.getStateStore(storeName);
    }

    @Override
    public void process(Record<String, byte[]> message) {
        KnownIds ids = Objects.requireNonNull(known);
        try {
            long id = Long.parseLong(message.key());
            if (message.value() == null) {
                ids.remove(id);
            } else {
                ids.add(id);
            }
        } catch (NumberFormatException e) {
            LOG.warn("{}: a record whose key is no id, written by no validator, is nothing to refer to", storeName);
        }
    }
}
