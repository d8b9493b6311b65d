@NullMarked
package io.rollcall.schemas.rules;

import org.jspecify.annotations.NullMarked;
