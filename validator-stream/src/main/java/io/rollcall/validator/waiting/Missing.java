package io.rollcall.validator.waiting;

/** A record that others wait for. */
record Missing(String table, long id) {}
