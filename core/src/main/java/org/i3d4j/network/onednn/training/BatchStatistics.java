package org.i3d4j.network.onednn.training;

import org.i3d4j.network.onednn.plan.PlanBuffer;

/**
 * What a batch norm measured on the batch.
 *
 * @param layer what the names of its parameters begin with
 * @param mean of every channel
 * @param variance of every channel, divided by the number of values
 * @param values of every channel
 */
record BatchStatistics(String layer, int channels, PlanBuffer mean, PlanBuffer variance, long values) {}
