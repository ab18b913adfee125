package dev.wadi.launcher.plugin;

import dev.wadi.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands for those who write plugins. */
public final class PluginCommands {

    private PluginCommands() {}

    /** Adds them to the command line. */
    public static CommandLine addTo(CommandLine wadi, Project project) {
        return wadi.addSubcommand(new CommandLine(new New()).addSubcommand(new NewPluginCommand(project)))
                .addSubcommand(new TestCommand(project))
                .addSubcommand(new PluginsCommand(project));
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
