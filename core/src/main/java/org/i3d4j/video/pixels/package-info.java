/** Changes of colour and place in the RGB frames of a clip, with fixed parameters; no randomness. */
@NullMarked
package org.i3d4j.video.pixels;

import org.jspecify.annotations.NullMarked;
