/** How figures become the bytes of an answer: the format agreed on, JSON, CSV, and the tag that tells contents apart. */
@NullMarked
package io.rollcall.metrics.answer;

import org.jspecify.annotations.NullMarked;
