/** What a network said of a video, drawn: copies with the classes in them, time lines, class activation maps. */
@NullMarked
package org.i3d4j.predict.picture;

import org.jspecify.annotations.NullMarked;
