package dev.wadi.launcher.worker;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code wadi worker}. */
@Command(
        name = "worker",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Lists workers, and shows the routes that they stand for.")
public final class WorkerCommand {

    private WorkerCommand() {}

    /** Adds the commands to the command line. */
    public static CommandLine addTo(CommandLine wadi, Workers.Reader workers) {
        return wadi.addSubcommand(new CommandLine(new WorkerCommand())
                .addSubcommand(new ListWorkersCommand(workers))
                .addSubcommand(new ShowWorkerCommand(workers)));
    }
}
