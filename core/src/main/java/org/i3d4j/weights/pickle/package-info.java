/**
 * Files of {@code torch.save}: the zip archives of PyTorch 1.6 and later, and the row of pickles of before. Either way
 * a pickle describes the tensors and their values lie beside it; {@link org.i3d4j.weights.pickle.machine} reads the
 * one without running anything, this package finds the other.
 */
@NullMarked
package org.i3d4j.weights.pickle;

import org.jspecify.annotations.NullMarked;
