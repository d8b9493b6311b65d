/**
 * The rules of a table: what a row as it was sent is worth. Start at {@link io.rollcall.schemas.rules.Judge}; every
 * rule is in {@link io.rollcall.schemas.rules.Rules}. Pure: no Spring, no Kafka, no JDBC, no clock.
 */
@NullMarked
package io.rollcall.schemas.rules;

import org.jspecify.annotations.NullMarked;
