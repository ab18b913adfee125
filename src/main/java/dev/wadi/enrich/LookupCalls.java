package dev.wadi.enrich;

import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.connection.RefusedStatus;
import dev.wadi.record.DeadLetter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The calls of a lookup, counted. Tells that there is nothing from what fails. */
final class LookupCalls {

    private final ConnectionClient client;
    private final LookupMeters meters;

    LookupCalls(ConnectionClient client, LookupMeters meters) {
        this.client = client;
        this.meters = meters;
    }

    String connection() {
        return client.name();
    }

    /** Calls; never fails. */
    CompletionStage<LookupReply> call(ConnectionRequest request) {
        CompletionStage<ConnectionResponse> called;
        try {
            called = client.call(request);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(failed(e));
        }
        return called.handle((response, thrown) -> thrown == null ? answered(response) : failed(thrown));
    }

    private LookupReply answered(ConnectionResponse response) {
        String dropped = response.dropped() ? "dropped: status " + response.status() : null;
        if (isMissing(response.status())) {
            return new LookupReply.Nothing(
                    Answer.missing("connection " + connection() + " answered " + response.status(), dropped));
        }
        return dropped == null ? new LookupReply.Something(response) : new LookupReply.Nothing(Answer.dropped(dropped));
    }

    private static LookupReply failed(Throwable thrown) {
        Throwable cause = causeOf(thrown);
        return RefusedStatus.of(cause).stream().anyMatch(LookupCalls::isMissing)
                ? new LookupReply.Nothing(Answer.missing(DeadLetter.describe(cause), null))
                : new LookupReply.Failed(cause);
    }

    /** What stands behind a stage's failure. */
    static Throwable causeOf(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private static boolean isMissing(int status) {
        return status == 404 || status == 410;
    }

    /** Counts a call by its answer; null where it failed. */
    void count(@Nullable Answer answer) {
        if (answer == null) {
            meters.failed();
        } else if (answer.isMissing()) {
            meters.missing();
        } else {
            meters.answered();
        }
    }

    /** Counts a call whose ids are asked for again, in parts. */
    void countDivided() {
        meters.divided();
    }
}
