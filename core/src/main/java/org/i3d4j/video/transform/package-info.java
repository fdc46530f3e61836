/**
 * From decoded frames to what a network takes, by the names and with the arithmetic of the configuration files users
 * have.
 */
@NullMarked
package org.i3d4j.video.transform;

import org.jspecify.annotations.NullMarked;
