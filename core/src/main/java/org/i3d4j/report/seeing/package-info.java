/** Pictures of what a network sees: heat over frames, and its first filters. */
@NullMarked
package org.i3d4j.report.seeing;

import org.jspecify.annotations.NullMarked;
