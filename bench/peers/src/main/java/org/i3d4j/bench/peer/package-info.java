/** What else a Java program could run the network with, each as a program of its own. */
@NullMarked
package org.i3d4j.bench.peer;

import org.jspecify.annotations.NullMarked;
