/**
 * Files of {@code torch.save}: the zip archives of PyTorch 1.6 and later, and the row of pickles of before; and of
 * {@code pickle.dump}, with NumPy arrays. A pickle describes the tensors, whose values lie beside it or in it;
 * {@link org.i3d4j.weights.pickle.machine} reads the one without running anything, this package finds the other.
 */
@NullMarked
package org.i3d4j.weights.pickle;

import org.jspecify.annotations.NullMarked;
