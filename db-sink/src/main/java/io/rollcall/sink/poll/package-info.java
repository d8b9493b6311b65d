/**
 * What one poll brought, read and taken apart into what the transaction writes. Pure but for the registry's schemas.
 */
@NullMarked
package io.rollcall.sink.poll;

import org.jspecify.annotations.NullMarked;
