package dev.wadi.plugin.handler;

import dev.wadi.plugin.spi.handler.EnrichmentContext;
import dev.wadi.plugin.spi.handler.HandlerEnvironment;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The context of one message in one handler. Never touches the message itself, for the handler may be late. */
final class HandlerContext implements EnrichmentContext {

    private final HandledMessage message;
    private final HandlerEnvironment environment;
    private final Map<String, @Nullable Object> data;

    HandlerContext(HandledMessage message, HandlerEnvironment environment) {
        this.message = message;
        this.environment = environment;
        this.data = message.copyOfFields();
    }

    @Override
    public Map<String, @Nullable Object> data() {
        return data;
    }

    @Override
    public Map<String, @Nullable Object> message() {
        return message.original().get();
    }

    @Override
    public ConcurrentMap<String, Object> metadata() {
        return message.metadata();
    }

    @Override
    public String idempotencyKey(String call) {
        return message.keys().apply(call);
    }

    @Override
    public HandlerEnvironment environment() {
        return environment;
    }
}
