package org.i3d4j.checkpoint;

import java.util.List;
import org.i3d4j.architecture.Backbone;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.file.ConfigFile;
import org.i3d4j.text.YamlNamed;
import org.i3d4j.video.Modality;

/** How a project measures its published models: which frames, prepared how, and how views become one. */
public enum TestProtocol implements YamlNamed {
    /** Carreira and Zisserman: at most 250 frames of a video, short side to 256, centre 224x224, values in [-1, 1]. */
    KINETICS_I3D("whole", 250, 1, 1, "logits", "triangle", 224, "VideoCenterCrop", "0.5", "0.5"),
    /** mmaction2's {@code i3d_r50}: 10 clips of 32 frames, every second one, 3 crops of 256x256; probabilities averaged. */
    MMACTION2(
            "uniform",
            32,
            2,
            10,
            "softmax",
            "linear",
            256,
            "VideoThreeCrop",
            "[0.485, 0.456, 0.406]",
            "[0.229, 0.224, 0.225]"),
    /** PySlowFast's and PyTorchVideo's {@code I3D_8x8_R50}: 10 clips of 8 frames, every eighth one, 3 crops of 256x256. */
    PYSLOWFAST("uniform", 8, 8, 10, "softmax", "linear", 256, "VideoThreeCrop", "0.45", "0.225");

    /** Which of the transforms is the crop. */
    public static final int CROP = 1;

    private static final int SHORT_SIDE = 256;
    private static final String DATASET = "data_loader.eval.dataset.";
    private static final String CENTRE = "VideoCenterCrop";

    private final String mode;
    private final int frames;
    private final int interval;
    private final int clips;
    private final String average;
    private final String interpolation;
    private final int crop;
    private final String mean;
    private final String std;
    private final String crops;

    TestProtocol(
            String mode,
            int frames,
            int interval,
            int clips,
            String average,
            String interpolation,
            int crop,
            String crops,
            String mean,
            String std) {
        this.mode = mode;
        this.frames = frames;
        this.interval = interval;
        this.clips = clips;
        this.average = average;
        this.interpolation = interpolation;
        this.crop = crop;
        this.mean = mean;
        this.std = std;
        this.crops = crops;
    }

    /** That of the network's published models. */
    public static TestProtocol of(Backbone backbone) {
        return switch (backbone) {
            case INCEPTION -> KINETICS_I3D;
            case RESNET_50,
                    RESNET_50_HEAVY,
                    RESNET_50_NL_GAUSSIAN,
                    RESNET_50_NL_EMBEDDED_GAUSSIAN,
                    RESNET_50_NL_DOT_PRODUCT -> MMACTION2;
            case RESNET_50_8X8, RESNET_50_8X8_NLN, RESNET_50_PYTORCHVIDEO -> PYSLOWFAST;
        };
    }

    /** What it makes of any configuration: {@code KEY=VALUE} of its {@code data_loader.eval} and {@code eval.average}. */
    public List<String> overrides() {
        return overrides(crops, mean, std);
    }

    private List<String> overrides(String cropType, String meanOfValues, String deviation) {
        return List.of(
                DATASET + "seq=" + frames,
                DATASET + "seq_mode=" + mode,
                DATASET + "frame_interval=" + interval,
                DATASET + "num_clips=" + clips,
                DATASET + "frame_rate=0",
                // Videos of any length are clips of any length.
                DATASET + "batch_size=1",
                "eval.average=" + average,
                "data_loader.eval.map.operations=[{type: VideoShortEdgeResize, size: " + SHORT_SIDE
                        + ", interpolation: "
                        + interpolation + "}, {type: " + cropType + ", size: [" + crop + ", " + crop
                        + "]}, {type: VideoToTensor, mean: " + meanOfValues + ", std: " + deviation + "}]");
    }

    /**
     * A configuration of its evaluation, but of the centre of each clip alone.
     *
     * @param inputChannels 2 for optical flow, whose levels have a middle, and no colours' mean
     */
    I3dConfig ofTheCentre(int inputChannels) {
        boolean flow = inputChannels == Modality.FLOW.channels();
        return ConfigFile.parse(
                        """
                        learning_rate: {lr: 0.1}
                        train: {epochs: 1}
                        data_loader:
                          eval: {dataset: {split: test, shuffle: false, batch_size: 1}}
                        """,
                        "evaluation of the published models",
                        flow ? overrides(CENTRE, "0.5", "0.5") : overrides(CENTRE, mean, std))
                .config();
    }
}
