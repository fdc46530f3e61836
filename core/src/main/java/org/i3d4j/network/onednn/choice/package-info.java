/** In which of several ways a layer is computed: by rule, or by what was fastest on this machine, which is measured once and kept. */
@NullMarked
package org.i3d4j.network.onednn.choice;

import org.jspecify.annotations.NullMarked;
