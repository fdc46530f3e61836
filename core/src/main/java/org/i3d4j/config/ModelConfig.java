package org.i3d4j.config;

import org.i3d4j.architecture.Backbone;
import org.i3d4j.architecture.ModelSettings;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/** The network. */
public record ModelConfig(
        @Key(
                doc =
                        "network: I3D, Inception-v1 inflated; i3d_r50 and i3d_r50_heavy, ResNet-50 inflated as mmaction2 has"
                                + " it; i3d_r50_8x8, as PySlowFast has it; i3d_r50_8x8_pytorchvideo, the same as PyTorchVideo has it; with non-local blocks, i3d_r50_nl_gaussian,"
                                + " i3d_r50_nl_embedded_gaussian and i3d_r50_nl_dot_product of mmaction2 and i3d_r50_8x8_nln of"
                                + " PySlowFast",
                absent = "I3D")
        Backbone type,

        @Key(doc = "classes the head tells apart", absent = "400", min = 1, max = 1_000_000)
        int numClasses,

        @Key(doc = "channels of a frame: 3 for RGB, 2 for optical flow", absent = "3", min = 2, max = 3)
        int inChannel,

        @Key(
                doc = "share of the features that dropout keeps before the head; training only",
                absent = "0.5",
                above = 0,
                max = 1)
        double keepProb,

        @Key(
                doc =
                        "added to the variance in batch normalization; 1e-5 for weights of the reference system and of ResNet-50",
                absent = "1e-3",
                above = 0,
                max = 1)
        double bnEps,

        @Key(
                doc = "share of the batch in the running statistics of batch normalization; training only",
                absent = "0.1",
                above = 0,
                max = 1)
        double bnMomentum) {
    public ModelConfig {
        KeyRules.require(ModelConfig.class, type, numClasses, inChannel, keepProb, bnEps, bnMomentum);
    }

    /** The same of another network. */
    public ModelConfig withType(Backbone other) {
        return new ModelConfig(other, numClasses, inChannel, keepProb, bnEps, bnMomentum);
    }

    /** The same with another eps of batch norm. */
    public ModelConfig withBnEps(double eps) {
        return new ModelConfig(type, numClasses, inChannel, keepProb, eps, bnMomentum);
    }

    /** What the network is built from. */
    public ModelSettings toSettings() {
        return new ModelSettings(type, inChannel, numClasses, bnEps, bnMomentum, keepProb);
    }
}
