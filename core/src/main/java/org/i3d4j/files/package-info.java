/** Writing files so that a crash never leaves half of one. */
@NullMarked
package org.i3d4j.files;

import org.jspecify.annotations.NullMarked;
