/** Opens every video of a data set and reports what is wrong and what there is. */
@NullMarked
package org.i3d4j.curate.check;

import org.jspecify.annotations.NullMarked;
