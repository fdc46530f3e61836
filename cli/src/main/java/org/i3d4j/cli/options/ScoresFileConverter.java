package org.i3d4j.cli.options;

import org.i3d4j.error.ConfigException;
import org.i3d4j.evaluate.scores.ScoresFile;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads names of files for scores: a name that tells no format is wrong usage. */
public final class ScoresFileConverter implements ITypeConverter<ScoresFile> {
    @Override
    public ScoresFile convert(String name) {
        try {
            return ScoresFile.of(new PathConverter().convert(name));
        } catch (ConfigException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
