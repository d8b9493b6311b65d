/** What all pages share: a frame to put them in, and the files that they load, under addresses that name their content. */
@NullMarked
package io.rollcall.pages;

import org.jspecify.annotations.NullMarked;
