/** Frames on their way into the network: decoded ahead, cut into windows, put into batches; and clips that are prepared. */
@NullMarked
package org.i3d4j.predict.input;

import org.jspecify.annotations.NullMarked;
