@NullMarked
package io.rollcall.schemas.asyncapi;

import org.jspecify.annotations.NullMarked;
