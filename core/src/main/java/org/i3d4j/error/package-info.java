/** What can go wrong, as a few kinds of {@link org.i3d4j.error.I3dException}. */
@NullMarked
package org.i3d4j.error;

import org.jspecify.annotations.NullMarked;
