@NullMarked
package io.rollcall.backup;

import org.jspecify.annotations.NullMarked;
