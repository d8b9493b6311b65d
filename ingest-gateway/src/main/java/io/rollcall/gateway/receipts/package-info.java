/** What has become of each batch: what Postgres holds, and what the topic {@code batches} says before Postgres does. */
@NullMarked
package io.rollcall.gateway.receipts;

import org.jspecify.annotations.NullMarked;
