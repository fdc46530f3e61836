/** What random transforms draw: numbers and boxes. */
@NullMarked
package org.i3d4j.video.transform.random;

import org.jspecify.annotations.NullMarked;
