/**
 * Dumps tables to Avro files and brings them back. {@link io.rollcall.backup.BackupFlow}, {@link
 * io.rollcall.backup.VerifyFlow}, {@link io.rollcall.backup.RestoreFlow} and {@link io.rollcall.backup.ReplayFlow} are
 * what the service does; {@link io.rollcall.backup.Settling} is what it does when one of them was interrupted.
 */
@NullMarked
package io.rollcall.backup;

import org.jspecify.annotations.NullMarked;
