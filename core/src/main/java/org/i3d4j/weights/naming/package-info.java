/**
 * The names that families of published checkpoints give the network's tensors, how those lay them out, and 2D networks
 * inflated to ours.
 */
@NullMarked
package org.i3d4j.weights.naming;

import org.jspecify.annotations.NullMarked;
