package org.i3d4j.config.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.i3d4j.error.ConfigException;
import org.i3d4j.files.IoReason;
import org.i3d4j.files.NameEncoding;
import org.i3d4j.yaml.Position;
import org.i3d4j.yaml.TextFile;
import org.i3d4j.yaml.YamlDocument;
import org.i3d4j.yaml.YamlParser;
import org.i3d4j.yaml.YamlValue;
import org.i3d4j.yaml.YamlValue.Mapping;
import org.i3d4j.yaml.YamlValue.Scalar;
import org.i3d4j.yaml.YamlValue.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * A file laid over the files that its {@code base_config} names: one name or a list, relative to the file, later ones
 * over earlier ones, the file itself over all.
 */
final class ConfigLayers {
    static final int MAX_FILES = 64;
    private static final String BASE_KEY = "base_config";

    private final Deque<Path> open = new ArrayDeque<>();
    private final List<String> warnings = new ArrayList<>();
    private int files;

    /** What was odd in the files read so far. */
    List<String> warnings() {
        return warnings;
    }

    Mapping read(Path file) {
        files++;
        String text = TextFile.read(file);
        ForeignConfig.refuse(file, text);
        Mapping own = root(YamlParser.parse(text, file.toString()), file.toString());
        ForeignConfig.refuse(own);
        open.addLast(realPath(file));
        Mapping merged = own.without(BASE_KEY).over(base(own, file));
        open.removeLast();
        return merged;
    }

    Mapping parse(String yaml, String sourceName) {
        Mapping own = root(YamlParser.parse(yaml, sourceName), sourceName);
        YamlValue base = own.given(BASE_KEY);
        if (base != null) {
            throw new ConfigException(
                    base.position() + ": 'base_config' works only in a file; this text has no folder");
        }
        return own.without(BASE_KEY);
    }

    private Mapping root(YamlDocument document, String sourceName) {
        warnings.addAll(document.warnings());
        if (document.root() instanceof Mapping mapping) {
            return mapping;
        }
        if (document.root().isNull()) {
            throw new ConfigException(
                    sourceName + ": is empty; a configuration needs at least train.epochs and" + " learning_rate.lr");
        }
        throw new ConfigException(
                document.root().position() + ": expected sections such as 'model:' and 'train:', found "
                        + (document.root() instanceof Sequence ? "a list" : "a single value"));
    }

    private Mapping base(Mapping own, Path file) {
        Mapping merged = new Mapping(own.position(), Map.of());
        for (Scalar name : baseNames(own.given(BASE_KEY))) {
            merged = read(existing(name, file)).over(merged);
        }
        return merged;
    }

    private static List<Scalar> baseNames(@Nullable YamlValue value) {
        if (value == null) {
            return List.of();
        }
        List<YamlValue> values = value instanceof Sequence sequence ? sequence.values() : List.of(value);
        List<Scalar> names = new ArrayList<>();
        for (YamlValue name : values) {
            if (!(name instanceof Scalar scalar) || name.isNull()) {
                throw new ConfigException(name.position() + ": 'base_config' has to be a file name or a list of them");
            }
            names.add(scalar);
        }
        return names;
    }

    private Path existing(Scalar name, Path file) {
        Path base = resolve(name, file);
        if (!Files.exists(base)) {
            throw wrong(name.position(), name, "which doesn't exist; looked for " + base.toAbsolutePath());
        }
        if (open.contains(realPath(base))) {
            throw wrong(name.position(), name, "which inherits from this file in turn");
        }
        if (files >= MAX_FILES) {
            throw wrong(name.position(), name, "one more than the " + MAX_FILES + " files allowed");
        }
        return base;
    }

    private static Path resolve(Scalar name, Path file) {
        try {
            return file.resolveSibling(name.text());
        } catch (InvalidPathException e) {
            throw wrong(name.position(), name, "which is not a file name: " + NameEncoding.whyInvalid(e));
        }
    }

    private static ConfigException wrong(Position position, Scalar name, String what) {
        return new ConfigException(position + ": 'base_config' names '" + name.text() + "', " + what);
    }

    private static Path realPath(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new ConfigException(file + ": can't be read: " + IoReason.of(e, file), e);
        }
    }
}
