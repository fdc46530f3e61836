/**
 * YAML text as a small tree that remembers the line and column of every key and value. It knows no key: what has keys
 * declares them by {@link org.i3d4j.yaml.binding.Key}.
 */
@NullMarked
package org.i3d4j.yaml;

import org.jspecify.annotations.NullMarked;
