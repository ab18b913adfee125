package dev.wadi.plugin.testkit;

import dev.wadi.action.ActionListener;
import dev.wadi.action.AskedAction;
import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.plugin.spi.MessageTemplate;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.Origin;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes the place of Kafka: what plugins ask for is kept in its order, and nothing leaves the process. Thread-safe. */
final class RecordedEffects implements ActionListener, EventPublisher, DeadLetters {

    private final List<RecordedAction> actions = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    List<RecordedAction> actions() {
        return List.copyOf(actions);
    }

    /** The actions that could not be carried out, each with its cause. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    void forget() {
        actions.clear();
        failures.clear();
    }

    @Override
    public void asked(AskedAction asked) {
        actions.add(new RecordedAction(asked.plugin(), asItIsCarriedOut(asked)));
    }

    /** A log's fields are filled in, as they are when it is written; the message may change later. */
    private static PluginAction asItIsCarriedOut(AskedAction asked) {
        return asked.action() instanceof PluginAction.Log log
                ? new PluginAction.Log(log.level(), MessageTemplate.render(log.message(), asked.context()))
                : asked.action();
    }

    @Override
    public CompletionStage<Origin> publish(OutgoingRecord record) {
        return CompletableFuture.completedFuture(new Origin(record.topic(), 0, 0));
    }

    @Override
    public CompletionStage<Void> park(DeadLetter letter) {
        failures.add(letter.stage() + ": " + letter.family().label() + ": " + letter.cause());
        return CompletableFuture.completedFuture(null);
    }
}
