package org.i3d4j.torch.train.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.checkpoint.SavedModel;
import org.i3d4j.checkpoint.TrainingCheckpoint;
import org.i3d4j.checkpoint.TrainingPosition;
import org.i3d4j.config.I3dConfig;
import org.i3d4j.config.OptimizerConfig;
import org.i3d4j.error.ConfigException;
import org.i3d4j.network.Compute;
import org.i3d4j.text.Counted;
import org.i3d4j.torch.ParameterStore;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.torch.distributed.ProcessGroup;
import org.i3d4j.torch.train.optimizer.AdamW;
import org.i3d4j.torch.train.optimizer.Ema;
import org.i3d4j.torch.train.optimizer.Freezing;
import org.i3d4j.torch.train.optimizer.Optimizer;
import org.i3d4j.torch.train.optimizer.Sgd;
import org.i3d4j.torch.train.optimizer.UpdateGroups;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What changes while training: the network, the optimizer's memory of gradients, the averaged weights.
 *
 * @param network owned
 * @param optimizer owned
 * @param ema owned
 */
public record TrainingState(TorchNetwork network, Optimizer optimizer, Ema ema) implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TrainingState.class);

    /**
     * The state before the first step.
     *
     * @param compute where, how and by whom the network is trained
     * @param pretrained weights to start from instead of random ones
     * @param classNames of the data set
     * @param tells whether to say what is frozen and how learning rates differ
     */
    public static TrainingState initial(
            I3dConfig config, Compute compute, Optional<Path> pretrained, List<String> classNames, boolean tells) {
        TorchNetwork network = TorchNetwork.random(
                config.model().toSettings(),
                compute.device(),
                compute.precision(),
                config.train().seed());
        try {
            network.trainWith(compute.engine());
            network.recompute(config.train().recompute());
            pretrained.ifPresent(
                    file -> PretrainedWeights.load(file, network, config.train().mayLack(), classNames));
            ParameterStore parameters = network.parameters();
            Freezing freezing = Freezing.of(config.train(), parameters.parameters());
            if (tells) {
                tell(freezing, config.optimizer(), parameters.parameters());
            }
            parameters.freeze(freezing.tensors());
            UpdateGroups groups = UpdateGroups.of(config.optimizer(), freezing, parameters);
            Ema ema = new Ema(parameters, config.train().emaDecay());
            try {
                return new TrainingState(network, optimizer(parameters, config.optimizer(), groups), ema);
            } catch (RuntimeException | Error e) {
                ema.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    /** Classes may have been added behind the others: those that were learned keep their numbers. */
    private static void requireSameClasses(SavedModel saved, List<String> classNames) {
        List<String> before = saved.classNames();
        for (int label = 0; label < Math.min(before.size(), classNames.size()); label++) {
            if (!before.get(label).equals(classNames.get(label))) {
                throw new ConfigException(saved.file() + ": its class " + label + " is '" + before.get(label)
                        + "', that of the training data is '" + classNames.get(label)
                        + "'; go on with the lists and the class_order that the run began with");
            }
        }
    }

    private static void tell(Freezing freezing, OptimizerConfig optimizer, List<Parameter> parameters) {
        long trainable = count(parameters, parameter -> !freezing.holds(parameter));
        if (!freezing.tensors().isEmpty()) {
            log.info(
                    "frozen: {}; trained: {}",
                    Counted.of(freezing.tensors().size(), "tensor"),
                    Counted.of(trainable, "value"));
        }
        Map<String, Double> rates = UpdateGroups.rates(optimizer, freezing, parameters);
        optimizer.lrFactors().stream()
                .map(factor -> factor.factor())
                .distinct()
                .forEach(factor -> log.info(
                        "learning rate times {}: {}",
                        factor,
                        Counted.of(
                                count(parameters, parameter -> factor.equals(rates.get(parameter.name()))), "value")));
    }

    private static long count(List<Parameter> parameters, Predicate<Parameter> counted) {
        return parameters.stream()
                .filter(parameter -> parameter.role().isTrainable())
                .filter(counted)
                .mapToLong(Parameter::size)
                .sum();
    }

    private static Optimizer optimizer(ParameterStore parameters, OptimizerConfig config, UpdateGroups groups) {
        return switch (config.type()) {
            case SGD -> new Sgd(parameters, config.momentum(), config.weightDecay(), config.nesterov(), groups);
            case ADAMW ->
                new AdamW(parameters, config.beta1(), config.beta2(), config.eps(), config.weightDecay(), groups);
        };
    }

    /**
     * Takes over the state that a checkpoint holds.
     *
     * @param classNames of the data set, in the order of its labels
     * @return where its run stood
     * @throws org.i3d4j.error.WeightsException if it is damaged, or of another optimizer or network
     * @throws ConfigException if its run numbered the classes otherwise
     */
    public TrainingPosition resume(TrainingCheckpoint checkpoint, List<String> classNames) {
        SavedModel saved = checkpoint.model();
        requireSameClasses(saved, classNames);
        network.load(saved.weights());
        TrainingCheckpoint.State state = checkpoint.state();
        optimizer.restore(state.optimizer());
        ema.restore(state.ema());
        if (ema.isOn() && state.ema().size() == 0) {
            log.info("{} has no averaged weights: the average starts from its weights", checkpoint.file());
        }
        log.info("resuming from {}", checkpoint.file());
        return state.position();
    }

    /**
     * For all processes: gives each the state of the first.
     *
     * @param position where the first one stands
     * @return that position
     */
    public TrainingPosition shareFrom(TrainingPosition position, ProcessGroup group) {
        if (!group.isShared()) {
            return position;
        }
        group.broadcast(network.parameters().values());
        group.broadcast(network.parameters().statistics());
        optimizer.memory().forEach(group::broadcast);
        ema.memory().forEach(group::broadcast);
        double here = group.isFirst() ? 1 : 0;
        double[] shared = group.sum(
                here * position.epoch(),
                here * position.sample(),
                here * position.step(),
                here * position.bestScore(),
                here * position.validationsSinceBest());
        return new TrainingPosition((int) shared[0], (int) shared[1], (long) shared[2], shared[3], (int) shared[4]);
    }

    @Override
    public void close() {
        ema.close();
        optimizer.close();
        network.close();
    }
}
