/** Where frames come from, whatever holds them, and the way from there to a batch. */
@NullMarked
package org.i3d4j.data.source;

import org.jspecify.annotations.NullMarked;
