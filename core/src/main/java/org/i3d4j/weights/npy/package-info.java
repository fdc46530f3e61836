/** NumPy's <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">npy</a> array files. */
@NullMarked
package org.i3d4j.weights.npy;

import org.jspecify.annotations.NullMarked;
