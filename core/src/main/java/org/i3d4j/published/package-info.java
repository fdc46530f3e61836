/**
 * Weights that others have published, by name: which there are, where from, and how they come into a cache. May use
 * {@code checkpoint} and what that may use; knows no network of layers, only the one of hosts.
 */
@NullMarked
package org.i3d4j.published;

import org.jspecify.annotations.NullMarked;
