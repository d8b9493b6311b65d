/** Others' clients on our topics: Confluent's own classes and a JavaScript program. */
@NullMarked
package io.rollcall.endtoend.interop;

import org.jspecify.annotations.NullMarked;
