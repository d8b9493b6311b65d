@NullMarked
package io.rollcall.validator.letters;

import org.jspecify.annotations.NullMarked;
