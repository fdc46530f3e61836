package org.i3d4j.evaluate.report;

import java.nio.file.Path;

/** A picture of the report, as PNG. */
record Picture(String title, Path file) {}
