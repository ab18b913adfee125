package dev.wadi.dlq.rehearsal;

import dev.wadi.action.CustomActions;
import dev.wadi.action.Webhooks;
import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.Connections;
import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.Origin;
import dev.wadi.record.Retries;
import dev.wadi.record.RetryTarget;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/**
 * Stands in for everything by which a pipeline has effects: nothing is done, all is told.
 *
 * @param transcript where it is told
 */
public record ToldEffects(Transcript transcript) implements EventPublisher, DeadLetters, Retries {

    @Override
    public CompletionStage<Origin> publish(OutgoingRecord outgoing) {
        byte[] key = outgoing.key();
        byte[] value = outgoing.value();
        transcript.tell("would publish to " + outgoing.topic()
                + (key == null ? "" : ", key=" + new String(key, StandardCharsets.UTF_8))
                + (value == null ? "" : ", " + value.length + " bytes"));
        return CompletableFuture.completedFuture(new Origin(outgoing.topic(), 0, 0));
    }

    @Override
    public CompletionStage<Void> park(DeadLetter letter) {
        return CompletableFuture.completedFuture(null); // how the record ends is told anyway
    }

    @Override
    public CompletionStage<Void> write(DeadLetter letter, RetryTarget target) {
        return CompletableFuture.completedFuture(null);
    }

    /** The connections as routes use them: reads are made, all else is told. */
    public Connections connections(Connections real) {
        return new ToldConnections(real, transcript, true);
    }

    /** The webhooks of plugins, all of them told. */
    public Webhooks webhooks(
            Connections real, Function<URI, ConnectionClient> adHoc, ScheduledExecutorService scheduler) {
        ToldConnections told = new ToldConnections(real, transcript, false);
        return new Webhooks(told, url -> told.told(adHoc.apply(url)), scheduler, Duration.ofSeconds(1));
    }

    /** The actions of kinds that plugins make known, all of them told. */
    public CustomActions custom() {
        return CustomActions.insteadOfAll((action, origin) -> {
            transcript.tell("would carry out " + action.kind() + " with "
                    + String.join(", ", action.params().keySet()));
            return CompletableFuture.completedFuture(null);
        });
    }
}
