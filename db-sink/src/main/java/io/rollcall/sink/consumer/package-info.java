/** What a consumer has been assigned, how far the database says it is, and what it holds back. */
@NullMarked
package io.rollcall.sink.consumer;

import org.jspecify.annotations.NullMarked;
