/** Pictures: charts, drawn once for PNG files and for pages, and frames of video with what is said of them. */
@NullMarked
package org.i3d4j.report.picture;

import org.jspecify.annotations.NullMarked;
