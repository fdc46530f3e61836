package org.i3d4j.data;

import java.nio.file.Path;

/** A video that was left out, and why. */
public record SkippedVideo(Path file, String reason) {}
