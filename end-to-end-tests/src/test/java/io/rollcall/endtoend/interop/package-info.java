/** Others' clients on our topics and files: Confluent's own classes and JavaScript programs. */
@NullMarked
package io.rollcall.endtoend.interop;

import org.jspecify.annotations.NullMarked;
