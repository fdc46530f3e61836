/** HTML pages that are one file and need nothing else. */
@NullMarked
package org.i3d4j.report.html;

import org.jspecify.annotations.NullMarked;
