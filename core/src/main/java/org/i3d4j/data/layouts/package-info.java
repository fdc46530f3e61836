/** How data sets lie in their folders: which list is read, where videos are looked for, how classes are numbered. */
@NullMarked
package org.i3d4j.data.layouts;

import org.jspecify.annotations.NullMarked;
