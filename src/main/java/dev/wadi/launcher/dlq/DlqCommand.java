package dev.wadi.launcher.dlq;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code wadi dlq}: what could not be delivered, to look at and to deal with. */
@Command(
        name = "dlq",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        header = "Lists, shows, replays and discards dead letters.",
        description = {
            "",
            "A dead letter is a record, or an action of a plugin, that could not be",
            "delivered. It is known by its place: topic/partition/offset. What is done with",
            "it is noted in the topic wadi.dlq.audit, and it no longer shows in the list.",
            ""
        },
        subcommands = {ListCommand.class, ShowCommand.class, ReplayCommand.class, DiscardCommand.class})
public final class DlqCommand {

    private static final String LOG_LEVEL = "wadi.log.level";

    /** The exit code where not all went well. */
    static final int FAILED = 1;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            scope = ScopeType.INHERIT,
            description = "Where Kafka is. Without it KAFKA_BOOTSTRAP_SERVERS says so, else it is the built-in broker"
                    + " on this machine.")
    private @Nullable String kafka;

    private final Desk desk;

    public DlqCommand(Desk desk) {
        this.desk = desk;
    }

    Desk desk() {
        return desk;
    }

    Session open() {
        if (System.getProperty(LOG_LEVEL) == null) {
            System.setProperty(LOG_LEVEL, "WARN"); // before anything logs: a command tells by itself what it does
        }
        return Session.open(desk, kafka);
    }
}
