/** An evaluation as files for people and programs: tables, pictures and a page; a class for each kind. */
@NullMarked
package org.i3d4j.evaluate.report;

import org.jspecify.annotations.NullMarked;
