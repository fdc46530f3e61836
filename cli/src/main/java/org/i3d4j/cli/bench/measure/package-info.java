/** How long something takes, and what it needs meanwhile. */
@NullMarked
package org.i3d4j.cli.bench.measure;

import org.jspecify.annotations.NullMarked;
