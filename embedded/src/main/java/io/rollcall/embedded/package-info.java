/**
 * A genuine Kafka broker, Apicurio schema registry and PostgreSQL in one process tree on loopback, for the quickstart and
 * the tests. Each part keeps all it has to keep in one folder and can be stopped and started again on it.
 */
@NullMarked
package io.rollcall.embedded;

import org.jspecify.annotations.NullMarked;
