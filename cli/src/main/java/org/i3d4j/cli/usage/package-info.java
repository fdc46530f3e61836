/** How the command line explains itself: wrong usage, words for values, manual pages, completion. */
@NullMarked
package org.i3d4j.cli.usage;

import org.jspecify.annotations.NullMarked;
