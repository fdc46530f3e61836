/** The way from the frames of a source to the views of a batch. */
@NullMarked
package org.i3d4j.data.clips;

import org.jspecify.annotations.NullMarked;
