/** Each part is started, stopped, killed and started again. */
@NullMarked
package io.rollcall.embedded;

import org.jspecify.annotations.NullMarked;
