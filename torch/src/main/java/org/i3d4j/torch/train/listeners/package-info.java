/** Who hears how training goes and how it ended, those that write it down, and who may ask it to end. Knows no network. */
@NullMarked
package org.i3d4j.torch.train.listeners;

import org.jspecify.annotations.NullMarked;
