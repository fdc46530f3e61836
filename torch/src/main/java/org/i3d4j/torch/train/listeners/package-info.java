/** Who hears how training goes, and those that write it down. Knows no network. */
@NullMarked
package org.i3d4j.torch.train.listeners;

import org.jspecify.annotations.NullMarked;
