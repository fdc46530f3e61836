/**
 * The configuration of training, evaluation and prediction: a YAML file bound to records, with the keys of the
 * reference system. {@link org.i3d4j.config.file.ConfigFile} reads one.
 */
@NullMarked
package org.i3d4j.config;

import org.jspecify.annotations.NullMarked;
