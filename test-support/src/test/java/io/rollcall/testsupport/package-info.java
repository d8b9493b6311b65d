/** The shared parts are there, and databases are apart. */
@NullMarked
package io.rollcall.testsupport;

import org.jspecify.annotations.NullMarked;
