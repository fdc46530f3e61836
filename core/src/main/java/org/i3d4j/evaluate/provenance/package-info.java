/** What an evaluation's results say of themselves, so that they can be compared, and measured again. */
@NullMarked
package org.i3d4j.evaluate.provenance;

import org.jspecify.annotations.NullMarked;
