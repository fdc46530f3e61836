/** JMH benchmarks of the parts that a prediction or training step is made of. */
@NullMarked
package org.i3d4j.bench.part;

import org.jspecify.annotations.NullMarked;
