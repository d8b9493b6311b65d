package io.rollcall.sink.receipts;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction adds to a chunk of a receipt; adding it again changes nothing.
 *
 * @param batch the batch
 * @param table the table
 * @param chunk which thousand of the batch's rows of that table
 * @param rows how many of them there are, if that was said
 * @param stored bits to set, as PostgreSQL reads them
 * @param rejected bits to set, as PostgreSQL reads them
 */
public record ReceiptLine(
        UUID batch, String table, int chunk, @Nullable Integer rows, String stored, String rejected) {}
