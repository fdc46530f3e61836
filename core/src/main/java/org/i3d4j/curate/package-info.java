/** Looks after data sets: opens them wherever they lie, checks them, shows their clips, keeps them decoded. */
@NullMarked
package org.i3d4j.curate;

import org.jspecify.annotations.NullMarked;
