package io.rollcall.gateway.receipts;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;

/**
 * Follows receipts until they are complete. It looks often while something moves and less often while nothing does; only
 * some followers at a time ask Postgres, so that any number of them leaves connections to others.
 */
public final class ReceiptFeed {

    private static final int ASKING_AT_ONCE = 2;

    private final Receipts receipts;
    private final Pace pace;
    private final Semaphore asking = new Semaphore(ASKING_AT_ONCE);
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * How often things happen.
     *
     * @param shortest from one look to the next while something moves
     * @param longest while nothing does
     * @param heartbeat the longest silence
     */
    public record Pace(Duration shortest, Duration longest, Duration heartbeat) {

        public static final Pace USUAL =
                new Pace(Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofSeconds(10));

        Duration slower(Duration than) {
            Duration twice = than.multipliedBy(2);
            return twice.compareTo(longest) < 0 ? twice : longest;
        }
    }

    /** Whoever follows a receipt. All methods throw if it is not there any more. */
    public interface Follower {

        /** Takes the receipt as it is now. */
        void take(Receipt receipt) throws IOException;

        /** Takes the last receipt. */
        void takeComplete(Receipt receipt) throws IOException;

        /** Is told that nothing has changed for a while. */
        void hearNothingNew() throws IOException;
    }

    public ReceiptFeed(Receipts receipts, Pace pace) {
        this.receipts = receipts;
        this.pace = pace;
    }

    /**
     * Gives a receipt at once, then whenever it changes, until it is complete or the feed ends.
     *
     * @throws IOException if the follower is not there any more
     */
    public void follow(Receipt first, Follower follower) throws IOException, InterruptedException {
        Receipt known = first;
        follower.take(known);
        long spokenAt = System.nanoTime();
        Duration pause = pace.shortest();
        while (!known.isComplete()) {
            if (ended.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
            Receipt latest = latest(known);
            if (!latest.equals(known)) {
                known = latest;
                follower.take(known);
                spokenAt = System.nanoTime();
                pause = pace.shortest();
            } else {
                pause = pace.slower(pause);
                if (System.nanoTime() - spokenAt
                        >= pace.heartbeat().minus(pause).toNanos()) {
                    follower.hearNothingNew();
                    spokenAt = System.nanoTime();
                }
            }
        }
        follower.takeComplete(known);
    }

    /** While Postgres is away the receipt is what it was: what the topic knows alone has no verdicts. */
    private Receipt latest(Receipt known) throws InterruptedException {
        asking.acquire();
        try {
            Optional<Receipt> latest = receipts.receipt(known.id(), () -> {});
            return latest.orElse(known);
        } catch (DataAccessException e) {
            return known;
        } finally {
            asking.release();
        }
    }

    /** Ends all following at once, and for ever. */
    public void end() {
        ended.countDown();
    }
}
