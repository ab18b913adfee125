package dev.wadi.fake;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * What a command printed, and how it ended.
 *
 * @param exitCode the exit code
 * @param out the lines on standard output
 * @param err the lines on standard error
 */
public record CommandRun(int exitCode, List<String> out, List<String> err) {

    /** Runs a command in this process. */
    public static CommandRun of(CommandLine command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandRun(
                exitCode,
                out.toString().lines().toList(),
                err.toString().lines().toList());
    }

    /** All that it printed on standard output. */
    public String text() {
        return String.join("\n", out);
    }
}
