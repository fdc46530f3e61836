package org.i3d4j.cli.weights;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.i3d4j.cli.input.InputFailures;
import org.i3d4j.cli.input.NamedCheckpoint;
import org.i3d4j.cli.output.ErrorMessage;
import org.i3d4j.error.WeightsException;
import org.i3d4j.published.PublishedWeights;
import org.i3d4j.published.WeightsCache;
import org.i3d4j.text.NearestName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code i3d weights get}. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        description = {
            "Fetch published weights and print the file of each that a command takes as checkpoint.",
            "What breaks off goes on from there the next time. Nothing is kept that is not the published file, as its"
                    + " checksum in git tells."
        })
final class WeightsGetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Of those that 'i3d weights' lists.")
    private List<String> names = List.of();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Put them there, a folder each (default: weights in I3D_CACHE, else in ~/.cache/i3d4j). Other"
                    + " machines can fetch from there: I3D_WEIGHTS_URL names the folder, or a web server over it.")
    private Optional<Path> folder = Optional.empty();

    @Override
    public Integer call() {
        List<PublishedWeights> wanted = names.stream().map(this::named).toList();
        WeightsCache cache = folder.map(WeightsCache::new).orElseGet(() -> WeightsCache.ofUser(System.getenv()));
        PrintWriter out = spec.commandLine().getOut();
        InputFailures failures = new InputFailures();
        for (PublishedWeights weights : wanted) {
            try {
                out.println(weights.title() + ": " + file(weights, cache));
                failures.went();
            } catch (WeightsException e) {
                ErrorMessage.print(e, spec.commandLine().getErr());
                failures.failed(e);
            }
        }
        out.flush();
        return failures.exitCode();
    }

    private Path file(PublishedWeights weights, WeightsCache cache) {
        cache.check(weights.files());
        return NamedCheckpoint.published(weights.files(), cache, spec);
    }

    private PublishedWeights named(String name) {
        return PublishedWeights.named(name)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "no published weights are named '" + name + "'"
                                + PublishedWeights.nearest(name)
                                        .map(NearestName::question)
                                        .orElse("; 'i3d weights' lists them")));
    }
}
