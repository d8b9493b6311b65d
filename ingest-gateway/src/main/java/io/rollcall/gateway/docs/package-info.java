/**
 * The interface of all services for those who use it: {@code openapi.yaml}, as a document and as pages. Nothing is scanned;
 * that the document and the controllers agree is a test's to say.
 */
@NullMarked
package io.rollcall.gateway.docs;

import org.jspecify.annotations.NullMarked;
