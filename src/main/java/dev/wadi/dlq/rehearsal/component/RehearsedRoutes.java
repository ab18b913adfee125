package dev.wadi.dlq.rehearsal.component;

import dev.wadi.action.SavedAction;
import dev.wadi.action.SavedActions;
import dev.wadi.dlq.letter.Letter;
import dev.wadi.dlq.rehearsal.Rehearsal;
import dev.wadi.dlq.rehearsal.RehearsedRecord;
import dev.wadi.dlq.rehearsal.Transcript;
import dev.wadi.kafka.ordered.OrderedConsumer;
import dev.wadi.kafka.ordered.OrderedEndpoint;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;

/** Rehearses with the routes of a context. */
public final class RehearsedRoutes implements Rehearsal {

    private static final long LIMIT_SECONDS = 120;

    private final CamelContext context;
    private final SavedActions actions;
    private final Transcript transcript;

    /**
     * A rehearsal.
     *
     * @param context holds the routes, started up to their consumers
     * @param actions carries out actions without effects
     * @param transcript where effects are told
     */
    public RehearsedRoutes(CamelContext context, SavedActions actions, Transcript transcript) {
        this.context = context;
        this.actions = actions;
        this.transcript = transcript;
    }

    @Override
    public Result rehearse(Letter letter) {
        return letter.isAction() ? action(letter) : record(letter);
    }

    private Result action(Letter letter) {
        try {
            actions.carryOut(SavedAction.read(letter.action().orElse("")))
                    .toCompletableFuture()
                    .join();
            return transcript.take(true, "would be carried out again");
        } catch (Failure | CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return transcript.take(false, "would fail again: " + DeadLetter.describe(cause));
        }
    }

    private Result record(Letter letter) {
        Optional<Route> route = context.getRoutes().stream()
                .filter(candidate -> consumes(candidate, letter))
                .findFirst();
        return route.map(found -> run(found, letter))
                .orElseGet(() -> transcript.take(
                        false,
                        "would not be taken up: no route consumes " + letter.topic() + " in the group "
                                + letter.group()));
    }

    private static boolean consumes(Route route, Letter letter) {
        if (!(route.getEndpoint() instanceof OrderedEndpoint endpoint)) {
            return false;
        }
        String group = endpoint.getGroupId().isEmpty() ? route.getId() : endpoint.getGroupId();
        return endpoint.getTopic().equals(letter.topic()) && group.equals(letter.group());
    }

    private Result run(Route route, Letter letter) {
        RehearsedRecord rehearsed = new RehearsedRecord(letter);
        OrderedConsumer consumer = (OrderedConsumer) route.getConsumer();
        Exchange exchange = consumer.exchange(rehearsed);
        consumer.getAsyncProcessor().process(exchange, doneSync -> rehearsed.exchangeEnds());
        Optional<Outcome> outcome = rehearsed.await(LIMIT_SECONDS);
        return outcome.map(reached -> ending(reached, exchange.getException(), rehearsed, route.getId()))
                .orElseGet(() -> transcript.take(false, "did not end within " + LIMIT_SECONDS + " seconds"));
    }

    private Result ending(Outcome outcome, @Nullable Exception thrown, RehearsedRecord rehearsed, String route) {
        if (rehearsed.waitsFor().isPresent()) {
            return transcript.take(false, "would wait: " + rehearsed.waitsFor().get());
        }
        if (thrown != null) {
            FailureFamily family = FailureFamily.of(thrown);
            String verb = family == FailureFamily.AUTH || family == FailureFamily.CIRCUIT_OPEN ? "wait" : "fail again";
            return transcript.take(
                    false,
                    "would " + verb + " in " + route + ": " + family.label() + ": " + DeadLetter.describe(thrown));
        }
        return switch (outcome) {
            case Outcome.Delivered delivered -> transcript.take(true, "would get through");
            case Outcome.Filtered filtered -> transcript.take(true, "would be filtered: " + filtered.reason());
            case Outcome.Retried retried -> transcript.take(false, "would be retried by " + retried.topic());
            case Outcome.Dead dead ->
                transcript.take(
                        false,
                        "would fail again in " + route + ": " + dead.family().label() + ": " + dead.cause());
        };
    }
}
