package org.i3d4j.cli.output;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Path;
import java.util.Optional;
import org.i3d4j.error.OutputException;
import org.i3d4j.text.Printable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** How much is told where. The log is the process's: one of these at a time. */
public final class Telling implements AutoCloseable {
    private static final String CONSOLE = "STDERR";
    private static final String PROGRESS = "org.i3d4j.cli.progress";

    private final Logger root;
    private final Logger progress;
    private final Lines lines = new Lines();
    private @Nullable LogFile file;
    private boolean started;
    private boolean quiet;

    public Telling() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        this.root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        this.progress = context.getLogger(PROGRESS);
        lines.setContext(context);
    }

    /**
     * Begins; a command that is run by another tells as that does.
     *
     * @param quiet whether the log on standard error has warnings and errors alone
     * @param logFile gets all that is logged or printed, and what bars show; empty for none
     * @param command whose output is what is printed
     * @throws OutputException if the file can't be written
     */
    public void start(boolean quiet, Optional<Path> logFile, CommandLine command) {
        if (started) {
            return;
        }
        started = true;
        this.quiet = quiet;
        console(quiet ? Level.WARN : Level.INFO);
        if (logFile.isPresent()) {
            LogFile opened = new LogFile(logFile.get());
            file = opened;
            lines.start();
            root.addAppender(lines);
            progress.setLevel(Level.DEBUG);
            command.setOut(TextOutput.of(command.getOut()).also(opened::line));
            command.setErr(TextOutput.of(command.getErr()).also(opened::line));
        }
    }

    /** Whether warnings and errors alone are told, beside results. */
    public boolean isQuiet() {
        return quiet;
    }

    private void console(Level least) {
        ThresholdFilter filter = new ThresholdFilter();
        filter.setLevel(least.toString());
        filter.start();
        root.getAppender(CONSOLE).clearAllFilters();
        root.getAppender(CONSOLE).addFilter(filter);
    }

    /** Lets the log be as it is without options. */
    @Override
    public void close() {
        console(Level.INFO);
        progress.setLevel(null);
        root.detachAppender(lines);
        if (file != null) {
            file.close();
        }
    }

    /** Passes what is logged on to the file. */
    private final class Lines extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            if (file != null) {
                file.line(Printable.line(CommandAdvice.in(event.getFormattedMessage())));
            }
        }
    }
}
