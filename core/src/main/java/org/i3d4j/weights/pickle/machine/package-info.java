/**
 * Reads Python's <a href="https://docs.python.org/3/library/pickletools.html">pickle</a> format, protocols 0 to 5, as
 * far as checkpoints need it. A pickle is a program for a machine with a stack; this machine builds numbers, text,
 * collections and descriptions of tensors and arrays, knows a fixed list of Python names, and has no means to call
 * anything else.
 */
@NullMarked
package org.i3d4j.weights.pickle.machine;

import org.jspecify.annotations.NullMarked;
