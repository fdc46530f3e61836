package org.i3d4j.architecture;

import java.util.ArrayList;
import java.util.List;

/**
 * What one layer puts out and costs for one clip.
 *
 * @param name the endpoint, as {@code Mixed_3b} or {@code layer1.0}
 * @param channels channels put out
 * @param size size of the feature map put out, in time steps and positions
 * @param parameters trainable values
 * @param multiplyAdds multiply-adds of its convolutions and products
 */
public record LayerCost(String name, int channels, Extent size, long parameters, long multiplyAdds) {

    /**
     * The endpoints of {@code architecture} for one clip, in order, the head last.
     *
     * @throws org.i3d4j.error.ShapeException if the clip is below the network's minimum
     */
    public static List<LayerCost> of(Architecture architecture, Extent clip) {
        architecture.requireClip(clip);
        List<LayerCost> layers = new ArrayList<>();
        int channels = architecture.inputChannels();
        Extent size = clip;
        for (Stage stage : architecture.stages()) {
            layers.add(of(stage, channels, size));
            channels = stage.outputChannels(channels);
            size = stage.outputSize(size);
        }
        Extent pooled = size.zip(architecture.headPoolOn(size), (n, window) -> n - window + 1);
        layers.add(new LayerCost(Architecture.FEATURES, channels, pooled, 0, 0));
        long weights = (long) channels * architecture.classes();
        layers.add(new LayerCost(
                Architecture.LOGITS,
                architecture.classes(),
                pooled,
                weights + architecture.classes(),
                weights * pooled.volume()));
        return layers;
    }

    private static LayerCost of(Stage stage, int inputChannels, Extent input) {
        Extent output = stage.outputSize(input);
        long parameters = stage.units()
                .flatMap(Parameter::ofUnit)
                .filter(parameter -> parameter.role().isTrainable())
                .mapToLong(Parameter::size)
                .sum();
        long multiplyAdds = stage.multiplyAdds(input);
        return new LayerCost(stage.name(), stage.outputChannels(inputChannels), output, parameters, multiplyAdds);
    }
}
