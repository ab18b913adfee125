package dev.wadi.action;

import dev.wadi.log.LogScope;
import dev.wadi.log.RepeatedLines;
import dev.wadi.record.CausePattern;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the actions that could not be carried out as dead letters of their records. */
final class FailedActions {

    private static final Logger LOG = LoggerFactory.getLogger(FailedActions.class);

    private final RepeatedLines repeated = new RepeatedLines(LOG);
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;
    private final Clock clock;

    FailedActions(DeadLetters deadLetters, MeterRegistry meters, Clock clock) {
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.clock = clock;
    }

    /** Parks the action, and lets its records go once the letter is safe: not before, and not if it never is. */
    void park(AskedAction asked, Sending sending, Throwable thrown, Runnable release) {
        count(asked, thrown);
        if (asked.records().isEmpty()) {
            warn("Action failed, and has no record whose dead letter could keep it", asked, thrown);
            return;
        }
        LOG.debug("Action failed, kept as a dead letter", thrown); // the letter says it for all to see
        deadLetters.park(letter(asked, sending, thrown)).whenComplete((parked, stopped) -> {
            if (stopped == null) {
                release.run();
            }
        });
    }

    /** Lets an action go that nobody waits for. */
    void forget(AskedAction asked, Throwable thrown) {
        count(asked, thrown);
        warn("Action failed, nobody waits for it", asked, thrown);
    }

    private DeadLetter letter(AskedAction asked, Sending sending, Throwable thrown) {
        return new DeadLetter(
                DeadLetter.Kind.ACTION,
                asked.records().getFirst(),
                FailureFamily.of(thrown),
                DeadLetter.describe(thrown),
                asked.place(),
                Failure.attemptsOf(thrown),
                clock.instant(),
                payload(asked, sending));
    }

    /** The letter must be written even if its payload can't be: the record waits for it. */
    private static @Nullable String payload(AskedAction asked, Sending sending) {
        try {
            return ActionPayload.json(asked, sending);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private void count(AskedAction asked, Throwable thrown) {
        meters.counter(
                        "plugin.action.failures",
                        "plugin",
                        asked.plugin(),
                        "action",
                        asked.action().kind(),
                        "family",
                        FailureFamily.of(thrown).label())
                .increment();
    }

    private void warn(String what, AskedAction asked, Throwable thrown) {
        String error = DeadLetter.describe(thrown);
        LogScope.about(asked::describe, () -> {
            LOG.atLevel(repeated.level(what + ": " + asked.place() + ": " + CausePattern.of(error)))
                    .log("{} | where={} event_id={} error={}", what, asked.place(), asked.eventId(), error);
            LOG.debug("The cause", thrown);
        });
    }
}
