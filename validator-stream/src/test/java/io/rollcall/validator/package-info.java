@NullMarked
package io.rollcall.validator;

import org.jspecify.annotations.NullMarked;
