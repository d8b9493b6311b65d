package io.rollcall.metrics.pages;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads as of one moment, however many statements that takes. */
public final class Snapshot {

    private final TransactionTemplate transaction;

    public Snapshot(PlatformTransactionManager transactions) {
        this.transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    <T> T read(Supplier<T> reading) {
        return Objects.requireNonNull(transaction.execute(_ -> reading.get()), "a reading reads something");
    }
}
