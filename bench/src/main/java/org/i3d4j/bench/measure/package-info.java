/** How long something takes, and what it needs meanwhile; knows no engine. */
@NullMarked
package org.i3d4j.bench.measure;

import org.jspecify.annotations.NullMarked;
