/** Tests of the pipeline's figures. */
@NullMarked
package io.rollcall.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
