/** From data sets to labelled batches: workers, epochs, shards, what is skipped. */
@NullMarked
package org.i3d4j.data.loading;

import org.jspecify.annotations.NullMarked;
