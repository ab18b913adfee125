package dev.wadi.enrich;

import dev.wadi.connection.ConnectionResponse;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;

/** What a lookup's call came to. */
sealed interface LookupReply {

    /** An answer that holds something. */
    record Something(ConnectionResponse response) implements LookupReply {}

    /** There is nothing, or nothing more to do for it. */
    record Nothing(Answer answer) implements LookupReply {}

    /** No answer that could be used. */
    record Failed(Throwable cause) implements LookupReply {}

    /** Whether a call for several ids may have come to it for one of them. */
    default boolean mayBeForOne() {
        return switch (this) {
            case Something something -> false;
            case Nothing nothing -> true;
            case Failed(Throwable cause) ->
                cause instanceof Failure failure && failure.family() == FailureFamily.PAYLOAD;
        };
    }
}
