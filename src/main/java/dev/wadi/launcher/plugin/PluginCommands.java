package dev.wadi.launcher.plugin;

import dev.wadi.config.ConfigException;
import java.nio.file.Path;
import java.util.List;
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
     * @param plugins the project's folders of plugins, asked for when a command runs; a new one is put into the first
     */
    public static CommandLine addTo(CommandLine wadi, Path home, Supplier<List<Path>> plugins) {
        return wadi.addSubcommand(new CommandLine(new New()).addSubcommand(new NewPluginCommand(plugins)))
                .addSubcommand(new TestCommand(home, plugins));
    }

    /** Where the settings name no folder for plugins. */
    static ConfigException switchedOff() {
        return new ConfigException(
                "wadi.plugins.dir", "plugins are switched off, since no folder is named. Possible: plugins");
    }

    /** {@code wadi new}. */
    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            header = "Makes something to start from.")
    private static final class New {}
}
