/** Brings topics and registry subjects into being as the tables demand; saying it twice changes nothing. */
@NullMarked
package io.rollcall.schemas.kafka;

import org.jspecify.annotations.NullMarked;
