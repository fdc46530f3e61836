package org.i3d4j.config;

import java.util.List;
import org.i3d4j.video.transform.Transform;
import org.i3d4j.video.transform.TransformChain;
import org.i3d4j.yaml.binding.Key;
import org.i3d4j.yaml.binding.KeyRules;

/**
 * All settings of a run. The records it is made of name every key, with its meaning, unit, range and default, in their
 * {@link Key} annotations; paths are relative to the working directory.
 */
public record I3dConfig(
        @Key(doc = "how checkpoints are named", absent = "i3d", fileName = true)
        String modelName,

        @Key(doc = "where to run") ContextConfig context,

        @Key(doc = "way of feeding data in the reference system; without effect here", absent = "false")
        boolean datasetSinkMode,

        @Key(doc = "the network") ModelConfig model,
        @Key(doc = "the learning rate over time") LearningRateConfig learningRate,
        @Key(doc = "the optimizer") OptimizerConfig optimizer,
        @Key(doc = "the loss") LossConfig loss,
        @Key(doc = "the course of training") TrainConfig train,
        @Key(doc = "training in several processes") DistributedConfig distributed,
        @Key(doc = "evaluation") EvalConfig eval,
        @Key(doc = "prediction") InferConfig infer,
        @Key(doc = "videos and what is done to them") DataLoaderConfig dataLoader) {
    public I3dConfig {
        KeyRules.require(
                I3dConfig.class,
                modelName,
                context,
                datasetSinkMode,
                model,
                learningRate,
                optimizer,
                loss,
                train,
                distributed,
                eval,
                infer,
                dataLoader);
        checkTransforms("train", dataLoader.train(), model);
        checkTransforms("eval", dataLoader.eval(), model);
    }

    private static void checkTransforms(String side, SplitConfig split, ModelConfig model) {
        String list = "data_loader." + side + ".map.operations";
        TransformChain.checkChannels(list, split.map().operations(), model.inChannel());
    }

    /** The same with another network. */
    public I3dConfig withModel(ModelConfig other) {
        return with(other, dataLoader);
    }

    /** The same with other transforms in evaluation. */
    public I3dConfig withEvaluationTransforms(List<Transform> operations) {
        SplitConfig old = dataLoader.eval();
        MapConfig map = new MapConfig(operations, old.map().inputColumns());
        SplitConfig changed = new SplitConfig(old.dataset(), map);
        return with(model, new DataLoaderConfig(dataLoader.train(), changed, dataLoader.groupSize()));
    }

    private I3dConfig with(ModelConfig otherModel, DataLoaderConfig otherDataLoader) {
        return new I3dConfig(
                modelName,
                context,
                datasetSinkMode,
                otherModel,
                learningRate,
                optimizer,
                loss,
                train,
                distributed,
                eval,
                infer,
                otherDataLoader);
    }
}
