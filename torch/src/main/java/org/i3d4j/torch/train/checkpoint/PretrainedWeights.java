package org.i3d4j.torch.train.checkpoint;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.i3d4j.architecture.Architecture;
import org.i3d4j.architecture.Parameter;
import org.i3d4j.checkpoint.Checkpoints;
import org.i3d4j.text.Counted;
import org.i3d4j.torch.TorchNetwork;
import org.i3d4j.torch.train.optimizer.NamePattern;
import org.i3d4j.weights.StateDict;
import org.i3d4j.weights.TensorData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Weights to start training from. */
final class PretrainedWeights {
    private static final Logger log = LoggerFactory.getLogger(PretrainedWeights.class);

    private PretrainedWeights() {}

    /**
     * Puts a checkpoint's weights, of any program, into {@code network}. A head of another number of classes, or of
     * classes with other names, stays as it is, random, and so do tensors that may be missing and are.
     *
     * @param mayLack patterns of the tensors that the checkpoint may lack
     * @param classNames of the data set
     * @throws org.i3d4j.error.WeightsException if the checkpoint can't be read or does not fit
     */
    static void load(Path file, TorchNetwork network, List<String> mayLack, List<String> classNames) {
        List<Parameter> parameters = Parameter.of(network.architecture());
        Set<String> optional = new HashSet<>();
        mayLack.forEach(text -> optional.addAll(new NamePattern("train.may_lack", text).in(parameters)));
        Checkpoints.Start start = Checkpoints.readStart(file, network.architecture(), optional::contains);
        Set<String> fresh = new TreeSet<>(start.missing());
        if (!start.classNames().isEmpty() && !start.classNames().equals(classNames)) {
            parameters.stream()
                    .filter(parameter -> parameter.layer().equals(Architecture.HEAD))
                    .forEach(parameter -> fresh.add(parameter.name()));
        }
        tell(file, start, fresh, network);
        Map<String, TensorData> weights = new LinkedHashMap<>(start.weights().asMap());
        StateDict random = network.stateDict();
        fresh.forEach(name -> weights.put(name, random.require(name)));
        network.load(new StateDict(weights));
    }

    private static String headOf(Path file, Checkpoints.Start start, TorchNetwork network) {
        int classes = network.settings().classes();
        if (start.classes() == classes) {
            return file + " was trained on classes of other names";
        }
        return start.classes() == 0
                ? file + " has no head"
                : file + " has " + Counted.of(start.classes(), "class") + ", model.num_classes is " + classes;
    }

    private static void tell(Path file, Checkpoints.Start start, Set<String> fresh, TorchNetwork network) {
        log.info("starting from {}: {}", file, start.origin());
        Predicate<String> ofHead = name -> name.startsWith(Architecture.HEAD + ".");
        if (fresh.stream().anyMatch(ofHead)) {
            log.info("{}: the head starts from random weights", headOf(file, start, network));
        }
        List<String> others = fresh.stream().filter(ofHead.negate()).toList();
        if (!others.isEmpty()) {
            log.info("from random weights: {}: {}", Counted.of(others.size(), "tensor"), String.join(", ", others));
        }
        double eps = network.settings().batchNormEps();
        if (Double.compare(eps, start.batchNormEps()) != 0) {
            log.warn(
                    "warning: {} was trained with batch-norm eps {}, model.bn_eps is {}",
                    file,
                    start.batchNormEps(),
                    eps);
        }
    }
}
