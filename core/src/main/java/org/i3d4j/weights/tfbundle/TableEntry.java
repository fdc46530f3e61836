package org.i3d4j.weights.tfbundle;

import com.google.protobuf.ByteString;

/** One row of a sorted table. */
record TableEntry(ByteString key, ByteString value) {}
