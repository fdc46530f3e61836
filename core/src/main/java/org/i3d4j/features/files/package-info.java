/** Features of many videos as files, in the forms that other programs read. */
@NullMarked
package org.i3d4j.features.files;

import org.jspecify.annotations.NullMarked;
