/** All scores of an evaluation as files that other programs read: NumPy arrays and Parquet tables. */
@NullMarked
package org.i3d4j.evaluate.scores;

import org.jspecify.annotations.NullMarked;
