package org.i3d4j.cli;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** What a command says on standard error through the log. */
public record Told(CommandRun run, List<String> lines) {
    public static Told by(Supplier<CommandRun> command) {
        Logger logger = (Logger) LoggerFactory.getLogger("org.i3d4j");
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        logger.addAppender(told);
        try {
            CommandRun run = command.get();
            return new Told(
                    run,
                    told.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
        } finally {
            logger.detachAppender(told);
        }
    }
}
