/** What a browser is shown: the figures, what explains them, and where to go from there. */
@NullMarked
package io.rollcall.metrics.pages;

import org.jspecify.annotations.NullMarked;
