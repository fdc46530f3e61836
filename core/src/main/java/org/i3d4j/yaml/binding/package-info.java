/**
 * Binds YAML to records and writes records as YAML. A record component is a key; its {@link Key} says what the key
 * means, which values it takes and what holds when it is absent.
 */
@NullMarked
package org.i3d4j.yaml.binding;

import org.jspecify.annotations.NullMarked;
