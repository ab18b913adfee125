package dev.wadi.connection;

import dev.wadi.connection.auth.Authentication;
import dev.wadi.connection.auth.Credentials;
import dev.wadi.connection.auth.FetchedTokens;

/**
 * A connection's credentials, and what is open for their sake.
 *
 * @param credentials the credentials
 * @param closing closes what is open
 */
record OpenCredentials(Credentials credentials, Runnable closing) implements AutoCloseable {

    static OpenCredentials of(ConnectionConfig config, HttpRuntime runtime) {
        return switch (config.identity().authentication()) {
            case Authentication.None none -> new OpenCredentials(Credentials.none(), OpenCredentials::nothing);
            case Authentication.Token token -> new OpenCredentials(Credentials.of(token), OpenCredentials::nothing);
            case Authentication.ClientCredentials client -> {
                TokenConnection endpoint = new TokenConnection(config, client.tokenUrl(), runtime);
                yield new OpenCredentials(new FetchedTokens(client, endpoint, runtime.clock()), endpoint::close);
            }
        };
    }

    private static void nothing() {}

    @Override
    public void close() {
        closing.run();
    }
}
