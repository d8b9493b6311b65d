@NullMarked
package io.rollcall.tracing;

import org.jspecify.annotations.NullMarked;
