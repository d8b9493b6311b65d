/** What the modules' tests share: real parts to run against, started once and only when asked for. */
@NullMarked
package io.rollcall.testsupport;

import org.jspecify.annotations.NullMarked;
