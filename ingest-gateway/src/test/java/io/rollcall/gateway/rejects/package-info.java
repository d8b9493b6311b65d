/** Tests of rejected rows. */
@NullMarked
package io.rollcall.gateway.rejects;

import org.jspecify.annotations.NullMarked;
