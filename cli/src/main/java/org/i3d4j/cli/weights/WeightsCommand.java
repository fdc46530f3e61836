package org.i3d4j.cli.weights;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.i3d4j.checkpoint.PublishedModel;
import org.i3d4j.cli.options.JsonOption;
import org.i3d4j.published.PublishedFile;
import org.i3d4j.published.PublishedWeights;
import org.i3d4j.published.WeightsCache;
import org.i3d4j.report.JsonReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code i3d weights}: lists published weights. */
@Command(
        name = "weights",
        mixinStandardHelpOptions = true,
        description = {
            "List the weights that others have published, which any command takes by their name where it takes a checkpoint.",
            "Accuracy is the published one, on the test videos of Kinetics-400; what a licence asks for is yours to heed."
        },
        subcommands = WeightsGetCommand.class)
public final class WeightsCommand implements Runnable {
    private static final String ROW = "%-22s  %-5s  %-18s  %-12s  %6s  %-10s  %-4s  %s%n";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        WeightsCache cache = WeightsCache.ofUser(System.getenv());
        if (json.isJson()) {
            for (PublishedWeights weights : PublishedWeights.all()) {
                out.println(JsonReport.line(fields(weights, cache)));
            }
        } else {
            table(cache, out);
        }
        out.flush();
    }

    private static Map<String, Object> fields(PublishedWeights weights, WeightsCache cache) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", weights.title());
        fields.put("stream", stream(weights));
        fields.put("classes", weights.classes());
        fields.put("dataset", weights.dataset());
        accuracy(weights).ifPresent(model -> {
            fields.put("top1_percent", model.top1Percent());
            fields.put("top5_percent", model.top5Percent());
        });
        fields.put("megabytes", weights.megabytes());
        fields.put("licence", weights.origin().licence());
        fields.put("repository", weights.origin().repository());
        fields.put(
                "files",
                weights.files().files().stream().map(PublishedFile::address).toList());
        cache.find(weights.files()).ifPresent(file -> fields.put("cached", file.toString()));
        return fields;
    }

    private static void table(WeightsCache cache, PrintWriter out) {
        out.printf(Locale.ROOT, ROW, "name", "sees", "classes", "top-1, top-5", "size", "licence", "here", "from");
        for (PublishedWeights weights : PublishedWeights.all()) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    weights.title(),
                    stream(weights),
                    weights.classes() + " " + weights.dataset(),
                    accuracy(weights)
                            .map(model -> model.top1Percent() + ", " + model.top5Percent() + " %")
                            .orElse("-"),
                    weights.megabytes() + " MB",
                    weights.origin().licence(),
                    cache.find(weights.files()).isPresent() ? "yes" : "-",
                    weights.origin().repository());
        }
        out.println("here: in " + cache.folder());
    }

    private static Optional<PublishedModel> accuracy(PublishedWeights weights) {
        return weights.model().filter(model -> !Double.isNaN(model.top1Percent()));
    }

    private static String stream(PublishedWeights weights) {
        return weights.stream().name().toLowerCase(Locale.ROOT);
    }
}
