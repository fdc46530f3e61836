package org.i3d4j.cli.options;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.i3d4j.files.NameEncoding;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads names of files: an empty one, as from a shell variable that is not set, would mean the current folder. */
public final class PathConverter implements ITypeConverter<Path> {
    @Override
    public Path convert(String name) {
        if (name.isEmpty()) {
            throw new TypeConversionException("the name is empty; expected that of a file or folder");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    "no file can have the name '" + name + "': " + NameEncoding.whyInvalid(e));
        }
    }
}
