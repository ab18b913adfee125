package dev.wadi.launcher.dlq;

import dev.wadi.config.ConfigException;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code wadi dlq replay}: puts letters on their way again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Puts dead letters on their way again, as they were when they came in.",
        description = {
            "",
            "A record goes to its consumer, which takes it up when it runs; an action is",
            "carried out here and now, with the same Idempotency-Key as before. Letters that",
            "come in meanwhile are left for the next time. One that was replayed three times",
            "already is refused.",
            ""
        })
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private SelectedLetters selected = new SelectedLetters();

    @Option(names = "--rate", paramLabel = "N", description = "At most so many in a second.")
    private @Nullable Integer rate;

    @Option(
            names = "--dry-run",
            description = "Run them through the project's routes, plugins and connections as these are now, and tell"
                    + " what would happen. Nothing is written; only reads are made for real.")
    private boolean dryRun;

    @Option(
            names = "--force",
            description = "Also those that were replayed too often, that lack a part, and, by id, that are resolved.")
    private boolean force;

    @ParentCommand
    private @Nullable DlqCommand parent;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        RateLimiter pace = pace();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        DlqCommand command = Objects.requireNonNull(parent);
        try (Session session = command.open()) {
            LetterRun run = dryRun
                    ? new DryRun(command.desk().rehearsal(session.kafka(), session::own), session, force, out)
                    : new ReplayRun(command.desk(), session, force, out, err);
            session.open(selected, letter -> {
                RateLimiter.waitForPermission(pace);
                run.take(letter);
            });
            return run.finished() ? 0 : DlqCommand.FAILED;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private RateLimiter pace() {
        if (rate != null && rate < 1) {
            throw new ConfigException("--rate", "must be at least 1, but was " + rate);
        }
        return RateLimiter.of(
                "replay",
                RateLimiterConfig.custom()
                        .limitForPeriod(1)
                        .limitRefreshPeriod(
                                rate == null
                                        ? Duration.ofNanos(1)
                                        : Duration.ofSeconds(1).dividedBy(rate))
                        .timeoutDuration(Duration.ofMinutes(1))
                        .build());
    }
}
