/** A network for one shape of clips, laid out before it runs: kernels as oneDNN wants them, steps, and where in one arena each feature map lies. Knows neither how a network is lowered nor how it is trained. */
@NullMarked
package org.i3d4j.network.onednn.plan;

import org.jspecify.annotations.NullMarked;
