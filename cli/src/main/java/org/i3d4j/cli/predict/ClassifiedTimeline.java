package org.i3d4j.cli.predict;

import java.util.Optional;
import org.i3d4j.predict.Timeline;
import org.i3d4j.predict.TwoStreamTimeline;

/**
 * What a network, or two, make of a video over time.
 *
 * @param streams what either stream alone says; empty of one network
 */
record ClassifiedTimeline(Timeline timeline, Optional<TwoStreamTimeline> streams) {}
