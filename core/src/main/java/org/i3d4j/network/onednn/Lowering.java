package org.i3d4j.network.onednn;

import org.i3d4j.architecture.ConvUnit;
import org.i3d4j.architecture.Extent;
import org.i3d4j.architecture.MaxPool;
import org.i3d4j.architecture.Mixed;

/** How the stages of the table become steps in one arithmetic. Owns the weights in that arithmetic. */
interface Lowering extends AutoCloseable {

    /** The first convolution, which reads the clips as the caller gives them. */
    FeatureMap stem(PlanBuilder plan, ConvUnit unit, int inputChannels, Extent clip);

    FeatureMap convolve(PlanBuilder plan, ConvUnit unit, FeatureMap x);

    FeatureMap pool(PlanBuilder plan, MaxPool pool, FeatureMap x);

    FeatureMap mix(PlanBuilder plan, Mixed block, FeatureMap x);

    @Override
    void close();
}
