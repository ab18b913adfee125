package dev.wadi.enrich;

import dev.wadi.connection.ConnectionCall;
import dev.wadi.connection.ConnectionResponse;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A call for each message. */
final class SingleCalls implements AnswerSource {

    private final LookupCalls calls;
    private final ConnectionCall call;

    SingleCalls(LookupCalls calls, ConnectionCall call) {
        this.calls = calls;
        this.call = call;
    }

    @Override
    public String connection() {
        return calls.connection();
    }

    @Override
    public boolean canAsk(@Nullable Object body) {
        return call.hasPathOf(body);
    }

    @Override
    public String path(@Nullable Object body) {
        return call.path(body);
    }

    @Override
    public CompletionStage<Answer> ask(@Nullable Object body) {
        return calls.call(call.request(body, null))
                .thenApply(reply -> switch (reply) {
                    case LookupReply.Something(ConnectionResponse response) ->
                        Answer.of(call.form().read(response), response.body().length);
                    case LookupReply.Nothing(Answer answer) -> answer;
                    case LookupReply.Failed(Throwable cause) -> throw new CompletionException(cause);
                })
                .whenComplete((answer, thrown) -> calls.count(thrown == null ? answer : null));
    }
}
