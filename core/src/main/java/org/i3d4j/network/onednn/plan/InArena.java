package org.i3d4j.network.onednn.plan;

import org.bytedeco.dnnl.memory;

/**
 * A value of a plan.
 *
 * @param value as oneDNN is given it
 * @param offset bytes from the start of the arena
 */
record InArena(memory value, long offset) {}
