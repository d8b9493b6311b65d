/** The hires behind a number: which ones are asked for, and reading them page by page. */
@NullMarked
package io.rollcall.metrics.hires;

import org.jspecify.annotations.NullMarked;
