package org.i3d4j.cli.usage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;

/** What a distribution holds for the shell: a manual page for each command, and completion for bash and zsh. */
public final class ReferencePages {
    private final CommandLine command;

    public ReferencePages(CommandLine command) {
        this.command = command;
    }

    /**
     * Writes {@code man/man1/*.1} and {@code completion/i3d.bash}.
     *
     * @param folder made if it isn't there
     */
    public void write(Path folder) throws IOException {
        Path manual = Files.createDirectories(folder.resolve("man/man1"));
        for (ManualPage page : pages(command)) {
            Files.writeString(manual.resolve(page.name() + ".1"), page.toString());
        }
        Path completion = Files.createDirectories(folder.resolve("completion"));
        Files.writeString(completion.resolve("i3d.bash"), AutoComplete.bash(command.getCommandName(), command));
    }

    private static List<ManualPage> pages(CommandLine command) {
        List<ManualPage> pages = new ArrayList<>();
        pages.add(new ManualPage(command));
        new LinkedHashSet<>(command.getSubcommands().values()).forEach(inner -> pages.addAll(pages(inner)));
        return pages;
    }
}
