/**
 * How every service says no: RFC 9457 problems of a fixed list of types. Whoever throws a {@link ProblemException} is
 * answered with it; whatever else goes wrong is answered with the nearest type and never with its inner workings.
 */
@NullMarked
package io.rollcall.access.problems;

import org.jspecify.annotations.NullMarked;
