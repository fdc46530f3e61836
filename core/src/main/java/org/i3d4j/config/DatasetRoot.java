package org.i3d4j.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.error.Advice;
import org.i3d4j.error.ConfigException;
import org.i3d4j.files.NameEncoding;
import org.i3d4j.yaml.TextFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds a data set's root folder; {@link DatasetRoots} says for which side. */
final class DatasetRoot {
    private static final String KEY = "dataset_root";

    private DatasetRoot() {}

    /**
     * The folder given, else the {@code dataset_root} of {@code dataJson} if that file exists, else the config's path. A
     * leading {@code ~} is the user's home folder; whether the folder exists is not checked.
     *
     * @param datasetOption the folder given
     * @param dataJson {@code data/data.json}: {@code {"dataset_root": "/data/kinetics-400"}}
     * @param configPath {@code data_loader.train.dataset.path} or that of eval; may be empty
     * @throws ConfigException if {@code dataJson} is malformed or no place names a folder
     */
    static Path resolve(Optional<Path> datasetOption, Path dataJson, String configPath) {
        if (datasetOption.isPresent()) {
            return datasetOption.get();
        }
        if (Files.exists(dataJson)) {
            return path(readRoot(dataJson), dataJson.toString());
        }
        if (configPath.isBlank()) {
            throw new ConfigException("no data set named: " + Advice.NAME_DATASET + ", or " + dataJson
                    + " with {\"dataset_root\": \"DIR\"}, or set data_loader.train.dataset.path and,"
                    + " if it is another, data_loader.eval.dataset.path in the config");
        }
        return path(configPath, "data_loader.*.dataset.path");
    }

    private static String readRoot(Path dataJson) {
        JsonNode root = parse(dataJson).path(KEY);
        if (!root.isString() || root.stringValue().isBlank()) {
            throw new ConfigException(dataJson + ": expected {\"dataset_root\": \"DIR\"}, found "
                    + (root.isMissingNode() ? "no 'dataset_root'" : "'dataset_root' as " + root));
        }
        return root.stringValue();
    }

    private static JsonNode parse(Path dataJson) {
        if (!Files.isRegularFile(dataJson)) {
            throw new ConfigException(dataJson + ": is not a file; expected {\"dataset_root\": \"DIR\"}");
        }
        try {
            return JsonMapper.shared().readTree(TextFile.read(dataJson));
        } catch (JacksonException e) {
            throw new ConfigException(dataJson + ": not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Path path(String text, String source) {
        boolean home = text.equals("~") || text.startsWith("~/");
        try {
            return home ? Path.of(System.getProperty("user.home"), text.substring(1)) : Path.of(text);
        } catch (InvalidPathException e) {
            throw new ConfigException(source + ": '" + text + "' is not a path: " + NameEncoding.whyInvalid(e), e);
        }
    }
}
