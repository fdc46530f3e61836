package org.i3d4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.i3d4j.cli.usage.ReferencePages;

/** What the build runs for the manual pages and the completion of a distribution. */
public final class PackagedReference {
    private PackagedReference() {}

    /**
     * Writes them.
     *
     * @param arguments the folder to write to
     */
    public static void main(String[] arguments) throws IOException {
        new ReferencePages(Main.commandLine(new Main())).write(Path.of(arguments[0]));
    }
}
