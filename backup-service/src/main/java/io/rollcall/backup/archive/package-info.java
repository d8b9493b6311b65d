/** Backups as they lie on disk: a folder each, with an Avro file per table, a manifest and the sums of all of them. */
@NullMarked
package io.rollcall.backup.archive;

import org.jspecify.annotations.NullMarked;
