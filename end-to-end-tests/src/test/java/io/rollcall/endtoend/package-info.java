/** The whole system through its doors: HTTP, topics, kill -9; and the rules that hold for all of its code. */
@NullMarked
package io.rollcall.endtoend;

import org.jspecify.annotations.NullMarked;
