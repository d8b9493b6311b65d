/** Tests of bringing in files. */
@NullMarked
package io.rollcall.gateway.migrate;

import org.jspecify.annotations.NullMarked;
