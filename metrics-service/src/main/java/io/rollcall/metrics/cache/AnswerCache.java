package io.rollcall.metrics.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rollcall.metrics.cache.Outcome.Answered;
import io.rollcall.metrics.cache.Outcome.Failed;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;

/**
 * The answers given last. Before one is given again, the database is asked for its state, which is a hundred times less
 * work than reading and writing the answer anew; as any commit by anybody changes the state, there is nothing to
 * invalidate and no answer is ever older than the request for it.
 *
 * <p>Those who ask the same at the same time are served together: one of them reads for all who have asked until then. So
 * however many ask, a question is read once at a time, be the database quick, slow or away.
 */
public final class AnswerCache {

    /** What a slot takes beside its body and question. */
    private static final int OVERHEAD = 1024;

    private final Supplier<String> state;
    private final Cache<Question, Slot> slots;

    /**
     * @param state reads the state of the database; throws if it cannot be read
     * @param most how much may be kept, least used first forgotten
     */
    public AnswerCache(Supplier<String> state, DataSize most) {
        this.state = state;
        this.slots = Caffeine.newBuilder()
                .maximumWeight(most.toBytes())
                .weigher(AnswerCache::weight)
                .executor(Runnable::run)
                .build();
    }

    /**
     * The answer of the moment.
     *
     * @param reading reads the answer anew
     * @throws RuntimeException what the reading or the look at the database threw
     */
    public ResponseEntity<byte[]> answer(Question question, AcceptedEncodings accepted, Supplier<Reading> reading) {
        Slot slot = slots.get(question, same -> new Slot());
        int before = slot.bytes();
        Outcome outcome = slot.outcome(state, reading);
        if (outcome.bytes() != before) {
            slots.put(question, slot); // weighed once more
        }
        return switch (outcome) {
            case Answered answered -> answered.answer().in(accepted);
            case Failed failed -> throw failed.reason();
        };
    }

    /** How many questions have a slot at present. */
    long size() {
        slots.cleanUp();
        return slots.estimatedSize();
    }

    /** In bytes; the compressed body, if there is one, is small beside the other. */
    private static int weight(Question question, Slot slot) {
        return OVERHEAD + 2 * question.characters() + slot.bytes();
    }
}
