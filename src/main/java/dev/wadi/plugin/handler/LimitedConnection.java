package dev.wadi.plugin.handler;

import dev.wadi.action.ActionLimits;
import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.PluginConnection;
import dev.wadi.record.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection for the handler of a plugin, which may not call all of them. What it may is looked up for each call, for a
 * reload may change it.
 *
 * @param connection the connection
 * @param handler by what the step names the handler
 * @param limits what the plugin may call
 */
record LimitedConnection(PluginConnection connection, String handler, Supplier<ActionLimits> limits)
        implements PluginConnection {

    @Override
    public String name() {
        return connection.name();
    }

    @Override
    public PluginConnection withTimeout(Duration timeout) {
        return new LimitedConnection(connection.withTimeout(timeout), handler, limits);
    }

    @Override
    public PluginConnection withMaxAttempts(int maxAttempts) {
        return new LimitedConnection(connection.withMaxAttempts(maxAttempts), handler, limits);
    }

    @Override
    public CompletionStage<HttpAnswer> request(
            String method, String path, Map<String, String> headers, @Nullable Object body) {
        return limits.get()
                .refuseConnection(name())
                .<CompletionStage<HttpAnswer>>map(this::refused)
                .orElseGet(() -> connection.request(method, path, headers, body));
    }

    @Override
    public CompletionStage<@Nullable Object> requestJson(
            String method, String path, Map<String, String> headers, @Nullable Object body) {
        return limits.get()
                .refuseConnection(name())
                .<CompletionStage<@Nullable Object>>map(this::refused)
                .orElseGet(() -> connection.requestJson(method, path, headers, body));
    }

    private <T extends @Nullable Object> CompletionStage<T> refused(String why) {
        return CompletableFuture.failedFuture(Failure.payload("the handler of the plugin '" + handler + "' " + why));
    }
}
