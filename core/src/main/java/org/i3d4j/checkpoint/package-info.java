/** Saved models: weights together with what is needed to use them and to train on. */
@NullMarked
package org.i3d4j.checkpoint;

import org.jspecify.annotations.NullMarked;
