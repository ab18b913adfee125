package dev.wadi.action;

import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.record.Origin;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Carries out again what failed. */
public final class SavedActions {

    private final EventPublisher publisher;
    private final Webhooks webhooks;
    private final CustomActions custom;

    public SavedActions(EventPublisher publisher, Webhooks webhooks, CustomActions custom) {
        this.publisher = publisher;
        this.webhooks = webhooks;
        this.custom = custom;
    }

    /**
     * Carries an action out, without waiting for a connection that can't be used now.
     *
     * @return what came of it, for people, such as {@code answered 204}
     */
    public CompletionStage<String> carryOut(SavedAction saved) {
        try {
            return switch (saved.sending()) {
                case Sending.ToTopic topic -> publisher.publish(topic.record()).thenApply(SavedActions::written);
                case Sending.ToWebhook call ->
                    webhooks.callOnce(call, saved.plugin()).thenApply(answer -> "answered " + answer.status());
                case Sending.ToHandler handler ->
                    custom.carryOut(handler.action(), handler.origin()).thenApply(done -> "done");
                case Sending.Impossible impossible -> CompletableFuture.failedStage(impossible.cause());
                case Sending.Forbidden forbidden -> CompletableFuture.failedStage(forbidden.cause());
            };
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static String written(Origin place) {
        return "written to " + place;
    }
}
