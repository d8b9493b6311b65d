/** What travels beside a record's own values: its headers, its violations, the dead letter, the batch it came in. */
@NullMarked
package io.rollcall.schemas.record;

import org.jspecify.annotations.NullMarked;
