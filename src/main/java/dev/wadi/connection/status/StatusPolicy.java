package dev.wadi.connection.status;

/**
 * What the status of an answer means for its call. The sets have no status in common; one that is in none fails the call.
 *
 * @param success the answer is what was asked for
 * @param drop there is nothing more to do for the message
 * @param retry the call may work the next time
 */
public record StatusPolicy(StatusSet success, StatusSet drop, StatusSet retry) {

    /** The defaults: 2xx are a success, 408, 429 and 5xx are tried again. */
    public static final StatusPolicy DEFAULT =
            new StatusPolicy(StatusSet.of("2xx"), StatusSet.none(), StatusSet.of("408", "429", "5xx"));

    /** What a status means. */
    public enum Meaning {
        /** The answer is what was asked for. */
        SUCCESS,
        /** There is nothing more to do for the message. */
        DROP,
        /** It may work the next time. */
        RETRY,
        /** The credentials are refused. */
        AUTH,
        /** The payload is refused. */
        PAYLOAD
    }

    public Meaning of(int status) {
        if (success.contains(status)) {
            return Meaning.SUCCESS;
        }
        if (drop.contains(status)) {
            return Meaning.DROP;
        }
        if (retry.contains(status)) {
            return Meaning.RETRY;
        }
        return status == 401 || status == 403 ? Meaning.AUTH : Meaning.PAYLOAD;
    }

    /** Whether a status was put into a set by whoever configured the connection, so that it is no redirect to follow. */
    public boolean isTaken(int status) {
        return success.contains(status) || drop.contains(status) || retry.contains(status);
    }
}
