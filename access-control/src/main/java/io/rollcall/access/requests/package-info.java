/** What requests to every service may ask for in the same words. */
@NullMarked
package io.rollcall.access.requests;

import org.jspecify.annotations.NullMarked;
