/** Tests of what the doors understand. */
@NullMarked
package io.rollcall.gateway.web;

import org.jspecify.annotations.NullMarked;
