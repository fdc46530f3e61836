package org.i3d4j.cli.model;

import java.util.Locale;
import java.util.Optional;
import org.i3d4j.network.calibration.RangeRule;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the ranges of 8-bit arithmetic follow from the values that were seen. */
final class RangeOptions {
    private static final double DEFAULT_PERCENT = 99.999;
    private static final int ALL = 100;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** The rules' names on the command line. */
    enum Rule {
        PERCENTILE,
        ENTROPY,
        MAX
    }

    @Option(
            names = "--range",
            paramLabel = "RULE",
            defaultValue = "percentile",
            description =
                    "What the largest integer stands for: percentile, a value that few exceed; entropy, what keeps"
                            + " the distribution of the values best; max, the largest value (default: ${DEFAULT-VALUE}).")
    private Rule rule = Rule.PERCENTILE;

    @Option(
            names = "--percentile",
            paramLabel = "P",
            description = "With --range percentile: percent of the values that don't exceed it (default: 99.999).")
    private Optional<Double> percent = Optional.empty();

    /** The rule that was asked for. */
    RangeRule rule() {
        if (percent.isPresent() && rule != Rule.PERCENTILE) {
            throw new ParameterException(spec.commandLine(), "--percentile goes with --range percentile");
        }
        double value = percent.orElse(DEFAULT_PERCENT);
        if (!(value > 0 && value <= ALL)) {
            throw new ParameterException(
                    spec.commandLine(), "--percentile: expected above 0 and at most 100, found " + value);
        }
        return switch (rule) {
            case PERCENTILE -> RangeRule.percentile(value);
            case ENTROPY -> RangeRule.entropy();
            case MAX -> RangeRule.max();
        };
    }

    /** The same for people. */
    String description() {
        return rule.name().toLowerCase(Locale.ROOT)
                + (rule == Rule.PERCENTILE ? " " + percent.orElse(DEFAULT_PERCENT) : "");
    }
}
