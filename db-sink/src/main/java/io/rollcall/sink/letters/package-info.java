/** Dead letters on their way into PostgreSQL, whose JSON holds less than JSON may say. Pure. */
@NullMarked
package io.rollcall.sink.letters;

import org.jspecify.annotations.NullMarked;
