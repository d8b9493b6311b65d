/** Dead letters: as JSON on their topic, and as JSON Lines in one file a day. */
@NullMarked
package io.rollcall.validator.letters;

import org.jspecify.annotations.NullMarked;
