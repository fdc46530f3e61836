/** Tables as Parquet files. */
@NullMarked
package org.i3d4j.report.parquet;

import org.jspecify.annotations.NullMarked;
