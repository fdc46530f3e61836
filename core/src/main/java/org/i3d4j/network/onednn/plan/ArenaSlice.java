package org.i3d4j.network.onednn.plan;

import org.bytedeco.dnnl.memory;

/**
 * Part of the arena that a step reads or writes.
 *
 * @param values as oneDNN is given it
 * @param offset bytes from the start of the arena
 */
record ArenaSlice(memory values, long offset) {}
