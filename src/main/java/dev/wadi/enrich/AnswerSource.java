package dev.wadi.enrich;

import dev.wadi.connection.AnswerForm;
import dev.wadi.connection.ConnectionCall;
import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.IdsUrl;
import dev.wadi.connection.UrlTemplate;
import dev.wadi.record.Failure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where a lookup has its answers from. Thread-safe, never blocks. */
public sealed interface AnswerSource permits SingleCalls, BatchedCalls {

    /**
     * The source that calls a URL.
     *
     * @param batch how ids are gathered into one call; null for a call each
     * @throws IllegalArgumentException if ids are to be gathered, and the URL has no place for them
     */
    static AnswerSource of(ConnectionClient client, UrlTemplate url, @Nullable LookupBatch batch, LookupMeters meters) {
        LookupCalls calls = new LookupCalls(client, meters);
        return batch == null
                ? new SingleCalls(calls, ConnectionCall.get(url, AnswerForm.AUTO, null))
                : new BatchedCalls(
                        calls,
                        IdsUrl.of(url),
                        batch,
                        CompletableFuture.delayedExecutor(batch.timeout().toNanos(), TimeUnit.NANOSECONDS));
    }

    /** The connection that it asks. */
    String connection();

    /** Whether a message has what must be known to ask for it. */
    boolean canAsk(@Nullable Object body);

    /**
     * The path and query by which a message's answer is known.
     *
     * @throws Failure (payload) if the message lacks a field of it, or has one that can't stand there
     */
    String path(@Nullable Object body);

    /**
     * Asks for a message.
     *
     * @return an answer, which may be missing; fails as the connection does
     */
    CompletionStage<Answer> ask(@Nullable Object body);

    /** Asks at once for what waits to be asked for. */
    default void flush() {
        // nothing waits
    }
}
