package org.i3d4j.cli.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.checkpoint.TestProtocol;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.error.ConfigException;
import org.i3d4j.metrics.Averaging;
import org.i3d4j.video.transform.Transform;
import picocli.CommandLine.Option;

/** The views of an evaluated video, clips in time x crops in space, as short forms of configuration keys. */
final class ViewOptions {
    private static final String DATASET = "data_loader.eval.dataset.";
    private static final String OPERATIONS = "data_loader.eval.map.operations";
    private static final Map<Integer, String> CROPS =
            Map.of(1, "VideoCenterCrop", 3, "VideoThreeCrop", 10, "VideoTenCrop");

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            description =
                    "Measure as a project does its published models, ${COMPLETION-CANDIDATES}: frames, sizes, values"
                            + " and views in place of the configuration's, clips from the middles of equal parts; --clips, --crops and --average change what it says.")
    private Optional<TestProtocol> protocol = Optional.empty();

    @Option(
            names = "--clips",
            paramLabel = "N",
            description = "Take N clips of each video, evenly spread; short for --set " + DATASET + "num_clips=N and "
                    + DATASET + "seq_mode=uniform.")
    private Optional<Integer> clips = Optional.empty();

    @Option(
            names = "--crops",
            paramLabel = "1|3|10",
            description = "Take 1, 3 or 10 crops of each clip; puts VideoCenterCrop, VideoThreeCrop or VideoTenCrop in"
                    + " place of the configuration's.")
    private Optional<Integer> crops = Optional.empty();

    @Option(
            names = "--average",
            paramLabel = "WHAT",
            description = "Average the views' logits or softmax probabilities; short for --set eval.average=WHAT.")
    private Optional<Averaging> average = Optional.empty();

    /**
     * The options as overrides of {@code config}.
     *
     * @throws ConfigException if {@code config} has no crop to replace, or there is none of so many views
     */
    List<String> overrides(I3dConfig config) {
        List<String> overrides =
                new ArrayList<>(protocol.map(TestProtocol::overrides).orElse(List.of()));
        clips.ifPresent(count -> {
            overrides.add(DATASET + "num_clips=" + count);
            overrides.add(DATASET + "seq_mode=uniform");
        });
        int crop = crops.isEmpty() ? 0 : protocol.isPresent() ? TestProtocol.CROP : cropIndex(config);
        crops.ifPresent(count -> overrides.add(OPERATIONS + "." + crop + ".type="
                + Optional.ofNullable(CROPS.get(count))
                        .orElseThrow(() -> new ConfigException("--crops: expected 1, 3 or 10, found " + count))));
        average.ifPresent(averaging -> overrides.add("eval.average=" + averaging.yamlName()));
        return overrides;
    }

    private static int cropIndex(I3dConfig config) {
        List<Transform> operations = config.dataLoader().eval().map().operations();
        for (int i = 0; i < operations.size(); i++) {
            if (CROPS.containsValue(operations.get(i).name())) {
                return i;
            }
        }
        throw new ConfigException("--crops: there is no VideoCenterCrop in " + OPERATIONS + " to take several of");
    }
}
