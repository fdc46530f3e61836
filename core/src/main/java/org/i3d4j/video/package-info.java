/** Video files in, frames and clips out; nothing here knows labels. */
@NullMarked
package org.i3d4j.video;

import org.jspecify.annotations.NullMarked;
