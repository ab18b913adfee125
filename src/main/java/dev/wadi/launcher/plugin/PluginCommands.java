package dev.wadi.launcher.plugin;

import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands for those who write plugins. */
public final class PluginCommands {

    private PluginCommands() {}

    /**
     * Adds them to the command line.
     *
     * @param home the project's folder
     * @param plugins the project's folder of plugins, asked for when a command runs
     */
    public static CommandLine addTo(CommandLine wadi, Path home, Supplier<Path> plugins) {
        return wadi.addSubcommand(new CommandLine(new New()).addSubcommand(new NewPluginCommand(plugins)))
                .addSubcommand(new TestCommand(home, plugins));
    }

    /** {@code wadi new}. */
    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            header = "Makes something to start from.")
    private static final class New {}
}
