/** Data sets: labelled videos, their classes and the numbers of these, what is skipped, and what is random about them. */
@NullMarked
package org.i3d4j.data;

import org.jspecify.annotations.NullMarked;
