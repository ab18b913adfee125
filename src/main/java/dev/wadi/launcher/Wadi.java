package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problem;
import dev.wadi.launcher.dlq.DlqCommand;
import dev.wadi.launcher.plugin.PluginCommands;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code wadi} command. */
@Command(
        name = "wadi",
        mixinStandardHelpOptions = true,
        versionProvider = WadiVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "Event pipelines as Apache Camel YAML routes on Kafka.",
        description = {
            "",
            "Routes are in routes/, plugins in plugins/, HTTP connections in connections/,",
            "settings in application.properties. All are plain files: edit, start again.",
            ""
        },
        footer = {
            "",
            "First time here?",
            "  wadi demo                  runs the whole pipeline against a small demo world",
            "  wadi demo --keep-running   the same, and stays up to look around in Hawtio",
            "  wadi new plugin NAME       makes a plugin of your own, to start from",
            "",
            "LOG_LEVEL (DEBUG, INFO, WARN, ERROR) sets how much is logged,",
            "LOG_FORMAT (text, json) in which form.",
            "Exit codes: 0 all is well, 1 something was lost or broke, 2 something to set right."
        },
        subcommands = {RunCommand.class, DemoCommand.class})
public final class Wadi {

    /** Something went wrong that is not the operator's fault. */
    static final int FAILED = 1;

    /** Something that the operator can set right: usage, configuration, a taken port. */
    static final int OPERATOR = 2;

    private Wadi() {}

    public static void main(String[] args) {
        List<String> problems = LogVariables.of(System.getenv()).problems();
        if (!problems.isEmpty()) {
            problems.forEach(System.err::println);
            System.exit(OPERATOR);
        }
        int exitCode;
        try {
            exitCode = commandLine().execute(args);
        } catch (Error e) { // else the threads that were started would keep the process alive
            e.printStackTrace();
            exitCode = FAILED;
        }
        System.exit(exitCode);
    }

    /** The command line with all its commands. */
    static CommandLine commandLine() {
        CommandLine wadi = new CommandLine(new Wadi()).addSubcommand(new DlqCommand(ProjectDesk.here()));
        return PluginCommands.addTo(wadi, ProjectPlugins.here())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(Wadi::report);
    }

    private static int report(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        ConfigException operators = new StartTrouble(RoutePlaces.NONE).explain(thrown);
        if (operators != null) {
            for (Problem problem : operators.problems()) {
                err.println(problem);
            }
            return OPERATOR;
        }
        err.println("Wadi stopped because of a fault of its own:");
        thrown.printStackTrace(err);
        return FAILED;
    }
}
