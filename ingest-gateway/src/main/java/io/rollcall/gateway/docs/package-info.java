/**
 * The interface of all services for those who use it: {@code openapi.yaml}, as a document and as pages, and the topics
 * as {@code schemas} describes them. Nothing is scanned; that the documents and the code agree is for tests to say.
 */
@NullMarked
package io.rollcall.gateway.docs;

import org.jspecify.annotations.NullMarked;
