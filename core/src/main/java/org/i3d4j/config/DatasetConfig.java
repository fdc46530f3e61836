package org.i3d4j.config;

import org.i3d4j.error.ConfigException;
import org.i3d4j.video.FrameSampler.Mode;
import org.i3d4j.video.flow.FlowLevels;
import org.i3d4j.video.flow.FlowMethod;
import org.i3d4j.video.flow.FlowSettings;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/** The videos of a split and the clips taken from them. */
public record DatasetConfig(
        @Key(doc = "layout of the data set's folder", absent = "Kinetic400")
        DatasetType type,

        @Key(
                doc =
                        "root folder of the data set; --dataset and data/data.json come before it; where it is empty, that of"
                                + " the other side",
                absent = "''",
                place = true)
        String path,

        @Key(doc = "name of the split, usually train, val or test", fileName = true)
        String split,

        @Key(doc = "frames of a clip; in mode 'whole' the most it has", absent = "16", min = 1, max = 100_000)
        int seq,

        @Key(
                doc = "which frames make a clip: part, consecutive from a random start; discrete, random and sorted;"
                        + " average, evenly spread; interval, each frame_interval-th from a random start; uniform, the"
                        + " same in num_clips clips spread evenly over the video, nothing random; whole, all frames of"
                        + " the video or the middle ones; segments, a random one of each of seq equal parts",
                absent = "part")
        Mode seqMode,

        @Key(doc = "whether the order of the videos is random", absent = "true")
        boolean shuffle,

        @Key(doc = "threads that decode", absent = "1", min = 1, max = 1024)
        int numParallelWorkers,

        @Key(doc = "clips of a batch", absent = "16", min = 1, max = 65_536)
        int batchSize,

        @Key(
                doc = "whether training leaves out, in every epoch, the videos that don't fill a last batch",
                absent = "false")
        boolean dropRemainder,

        @Key(doc = "frames from one taken to the next in the modes 'interval' and 'uniform'", absent = "1", min = 1)
        int frameInterval,

        @Key(doc = "clips taken from a video", absent = "1", min = 1)
        int numClips,

        @Key(
                doc = "frames per second that videos are brought to, by time, before frames are counted; 0: as stored",
                absent = "0",
                min = 0,
                max = 1000)
        double frameRate,

        @Key(
                doc = "whether a video holds several actions, each with its own time span; without effect here",
                absent = "false")
        boolean align,

        @Key(
                doc = "how classes are numbered: by first appearance in the training list, as the reference does, or"
                        + " alphabetically, as most published checkpoints are; evaluation has training's numbers or the"
                        + " checkpoint's, by name",
                absent = "first_appearance")
        ClassOrder classOrder,

        @Key(doc = "pixels of the largest frame that is decoded, width x height", absent = "67108864", min = 1)
        long maxPixels,

        @Key(doc = "which of the three published splits of Ucf101 and Hmdb51", absent = "1", min = 1, max = 3)
        int fold,

        @Key(
                doc = "list of a FileList, relative to the root, '{split}' in it stands for the split; empty for"
                        + " SPLIT.txt or SPLIT.csv",
                absent = "''",
                place = true)
        String list,

        @Key(
                doc =
                        "whether a video of a FileList may have several labels, or none, as one of Charades always may; loss.type"
                                + " is SigmoidCrossEntropyWithLogits then",
                absent = "false")
        boolean multiLabel,

        @Key(
                doc = "share of the listed videos that may be missing, broken or without label; more is an error",
                absent = "0.5",
                min = 0,
                max = 1)
        double maxSkipped,

        @Key(
                doc = "frames per second of frame folders and .npy clips, which know no time",
                absent = "25",
                above = 0,
                max = 100_000)
        double storedFrameRate,

        @Key(
                doc = "seconds that reading and decoding one video may take before it is left out and counted as"
                        + " skipped; 0: any time",
                absent = "300",
                min = 0,
                max = 1_000_000)
        double readTimeout,

        @Key(
                doc =
                        "what videos are read for: rgb, their frames; flow, the optical flow between them, which a network"
                                + " with model.in_channel 2 takes. What is stored as flow is flow either way",
                absent = "rgb")
        StreamType stream,

        @Key(doc = "how flow is computed: tvl1, as I3D was published; farneback and dis, much faster", absent = "tvl1")
        FlowMethod flowMethod,

        @Key(
                doc = "pixels that the shorter side of frames is brought to before their flow is computed, at least 16;"
                        + " 0: as it is",
                absent = "256",
                min = 0,
                max = 4096)
        int flowShortSide,

        @Key(
                doc = "8-bit levels of flow f in pixels, cut off at 20: centered, round(127.5 + 255/40 f); from_128,"
                        + " round(128 + 255/40 f), as several older tools have it",
                absent = "centered")
        FlowLevels flowLevels,

        @Key(
                doc = "folder of flow that was computed before, laid out as that of the videos; what is not there is"
                        + " computed as it is read; empty: none",
                absent = "''",
                place = true)
        String flowFolder) {
    public DatasetConfig {
        KeyRules.require(
                DatasetConfig.class,
                type,
                path,
                split,
                seq,
                seqMode,
                shuffle,
                numParallelWorkers,
                batchSize,
                dropRemainder,
                frameInterval,
                numClips,
                frameRate,
                align,
                classOrder,
                maxPixels,
                fold,
                list,
                multiLabel,
                maxSkipped,
                storedFrameRate,
                readTimeout,
                stream,
                flowMethod,
                flowShortSide,
                flowLevels,
                flowFolder);
        if (stream == StreamType.RGB && !flowFolder.isEmpty()) {
            throw new ConfigException("'flow_folder' is " + flowFolder + ", but 'stream' is rgb, which reads no flow");
        }
        if (multiLabel && type != DatasetType.FILE_LIST && type != DatasetType.CHARADES) {
            throw new ConfigException("'multi_label' is true; videos of " + type.yamlName()
                    + " have one label, those of FileList and Charades may have several");
        }
        if (seqMode == Mode.WHOLE && numClips != 1) {
            throw new ConfigException(
                    "'num_clips' is " + numClips + "; seq_mode 'whole' takes a video as one clip, so it has to be 1");
        }
    }

    /** How the flow of its videos is computed, wherever it is asked for. */
    public FlowSettings flow() {
        return new FlowSettings(flowMethod, flowShortSide, flowLevels);
    }
}
