/** Files with tensors, whatever their format: which format one has, how its tensors are read one by one, what stands beside it. */
@NullMarked
package org.i3d4j.weights.files;

import org.jspecify.annotations.NullMarked;
