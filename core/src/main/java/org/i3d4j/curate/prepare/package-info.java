/** Copies of data sets that train fast: small frames, short groups of pictures. */
@NullMarked
package org.i3d4j.curate.prepare;

import org.jspecify.annotations.NullMarked;
