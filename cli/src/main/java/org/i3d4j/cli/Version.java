package org.i3d4j.cli;

import org.i3d4j.checkpoint.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** The version of the jar that runs. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "i3d4j " + ProgramVersion.number() + " (Java " + Runtime.version() + ", " + System.getProperty("os.name")
                    + " " + System.getProperty("os.arch") + ")"
        };
    }
}
