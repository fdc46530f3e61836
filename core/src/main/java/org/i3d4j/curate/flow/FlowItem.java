package org.i3d4j.curate.flow;

import java.nio.file.Path;

/**
 * A video whose flow is wanted.
 *
 * @param video as a data set names it
 * @param place its own within the folder of flow: relative, still with the video's extension
 */
public record FlowItem(Path video, Path place) {}
