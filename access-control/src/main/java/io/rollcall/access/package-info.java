/**
 * Who may do what: every web-facing service verifies bearer tokens the same way and asks the same list,
 * {@link io.rollcall.access.AccessRules}, which scope a path needs. Auto-configured; a service adds nothing of its own.
 */
@NullMarked
package io.rollcall.access;

import org.jspecify.annotations.NullMarked;
