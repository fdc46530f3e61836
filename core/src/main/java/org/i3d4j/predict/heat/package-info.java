/** Class activation maps: what each place of a video adds to a class's logit. Knows no files and draws nothing. */
@NullMarked
package org.i3d4j.predict.heat;

import org.jspecify.annotations.NullMarked;
