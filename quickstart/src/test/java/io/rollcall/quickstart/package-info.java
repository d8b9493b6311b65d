/** The command line, the data folder, and what people see. The whole is started by the end-to-end tests. */
@NullMarked
package io.rollcall.quickstart;

import org.jspecify.annotations.NullMarked;
