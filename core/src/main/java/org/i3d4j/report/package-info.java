/** What a run leaves for people and programs: TensorBoard events, CSV, JSON and pictures. */
@NullMarked
package org.i3d4j.report;

import org.jspecify.annotations.NullMarked;
