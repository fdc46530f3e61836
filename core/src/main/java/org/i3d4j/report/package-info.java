/** What a run leaves for people and programs: TensorBoard events, CSV and JSON. */
@NullMarked
package org.i3d4j.report;

import org.jspecify.annotations.NullMarked;
