/** Configuration files: their layers, what overrides them, and the reference of all keys. */
@NullMarked
package org.i3d4j.config.file;

import org.jspecify.annotations.NullMarked;
