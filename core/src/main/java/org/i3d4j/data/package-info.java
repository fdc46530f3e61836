/** From folders of videos to batches: data sets, their classes, and the loader. */
@NullMarked
package org.i3d4j.data;

import org.jspecify.annotations.NullMarked;
