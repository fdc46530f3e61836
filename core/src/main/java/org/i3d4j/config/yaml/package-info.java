/** YAML text as a small tree that remembers the line and column of every key and value. */
@NullMarked
package org.i3d4j.config.yaml;

import org.jspecify.annotations.NullMarked;
