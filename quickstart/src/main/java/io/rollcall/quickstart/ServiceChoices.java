package io.rollcall.quickstart;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What whoever starts Rollcall may choose about its services.
 *
 * @param csvFolder what {@code POST /migrate} without a body reads
 * @param referenceWait how long a hire waits for its department or job, or null for the validator's own default
 */
public record ServiceChoices(Path csvFolder, @Nullable Duration referenceWait) {}
