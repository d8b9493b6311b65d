/**
 * What backup-service does in PostgreSQL: one snapshot over all tables, and one transaction that brings tables to
 * another state.
 */
@NullMarked
package io.rollcall.backup.database;

import org.jspecify.annotations.NullMarked;
