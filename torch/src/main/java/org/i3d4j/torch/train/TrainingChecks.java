package org.i3d4j.torch.train;

import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.LossConfig;
import org.i3d4j.data.VideoDataset;
import org.i3d4j.error.ConfigException;
import org.i3d4j.error.DatasetException;
import org.i3d4j.text.Counted;

/** What has to fit before anything is built. */
final class TrainingChecks {
    private TrainingChecks() {}

    /**
     * Holds the configuration against the training videos.
     *
     * @throws ConfigException if network or loss don't suit them
     * @throws DatasetException if their labels are not known
     */
    static void require(I3dConfig config, VideoDataset train) {
        int classes = train.classNames().size();
        if (classes > config.model().numClasses()) {
            throw new ConfigException("the data set has " + Counted.of(classes, "class") + ", model.num_classes is "
                    + config.model().numClasses() + "; set it to at least " + classes);
        }
        if (!train.labelled()) {
            throw new DatasetException(
                    train.description() + ": has videos without labels; training needs one for each");
        }
        requireLoss(config.loss().type(), train);
    }

    /**
     * Holds the validation videos against those of training.
     *
     * @throws ConfigException if those of one may have several classes, and those of the other not
     */
    static void requireAlike(VideoDataset train, VideoDataset eval) {
        if (train.multiLabel() != eval.multiLabel()) {
            throw new ConfigException(eval.description() + ": " + labels(eval) + "; in training, " + train.description()
                    + ", " + labels(train)
                    + ". Set data_loader.train.dataset.multi_label and that of eval to the same");
        }
    }

    private static String labels(VideoDataset dataset) {
        return "a video has " + (dataset.multiLabel() ? "any number of classes" : "one class");
    }

    private static void requireLoss(LossConfig.Type type, VideoDataset train) {
        LossConfig.Type expected = train.multiLabel() ? LossConfig.Type.SIGMOID : LossConfig.Type.SOFTMAX;
        if (type != expected) {
            throw new ConfigException(train.description() + ": " + labels(train) + "; 'loss.type' is " + type.yamlName()
                    + ", set it to " + expected.yamlName());
        }
    }
}
