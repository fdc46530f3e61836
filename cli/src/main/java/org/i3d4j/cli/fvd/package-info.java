/** {@code i3d fvd}: how far sets of videos are apart. */
@NullMarked
package org.i3d4j.cli.fvd;

import org.jspecify.annotations.NullMarked;
