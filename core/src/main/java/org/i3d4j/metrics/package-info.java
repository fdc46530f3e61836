/** How well a classifier does: ranks, accuracies, confusion; nothing here knows files or networks. */
@NullMarked
package org.i3d4j.metrics;

import org.jspecify.annotations.NullMarked;
