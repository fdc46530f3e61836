/** Text for people. */
@NullMarked
package org.i3d4j.text;

import org.jspecify.annotations.NullMarked;
