package dev.wadi.plugin.testkit;

import dev.wadi.json.Json;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** A Camel context whose only steps are stages: each message is a record that comes to one and ends. */
final class RunningRoute implements AutoCloseable {

    /** How long an action of a plugin's own kind may take. */
    private static final long LIMIT_MILLIS = 2000;

    private final RunningPlugins plugins;
    private final RecordedEffects effects;
    private final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate producer;
    private long offset;

    RunningRoute(RunningPlugins plugins, RecordedEffects effects) {
        this.plugins = plugins;
        this.effects = effects;
        context.addComponent("stage", plugins.component());
        context.start();
        producer = context.createProducerTemplate();
    }

    void requireStage(String stage) {
        plugins.stages().require(stage, "stage");
    }

    void tell(String type, Map<String, @Nullable Object> details) {
        plugins.tell(type, details);
    }

    /** Runs a message at a stage until all that was asked for has ended. */
    StageResult run(String uri, @Nullable Object message, Map<String, String> headers, @Nullable Exception error) {
        effects.forget();
        Map<String, Long> errorsBefore = plugins.errors();
        TestRecord record = new TestRecord(offset++, Json.text(message));
        Exchange exchange = producer.send(uri, made -> {
            ExchangeRecords.attach(made, record);
            made.getMessage().setBody(message);
            headers.forEach(made.getMessage()::setHeader);
            made.setProperty(Exchange.EXCEPTION_CAUGHT, error);
        });
        if (exchange.getException() != null) {
            throw new AssertionError("the stage failed", exchange.getException());
        }
        record.routeEnds();
        boolean finished = hasEnded(record);
        Map<String, Long> errors = plugins.errors();
        errorsBefore.forEach(
                (plugin, count) -> errors.computeIfPresent(plugin, (p, all) -> all > count ? all - count : null));
        return new StageResult(
                record.outcome() instanceof Outcome.Filtered filtered
                        ? Optional.of(filtered.reason())
                        : Optional.empty(),
                effects.actions(),
                added(exchange, headers),
                exchange.getMessage().getBody(),
                effects.failures(),
                errors,
                finished);
    }

    private static boolean hasEnded(TestRecord record) {
        try {
            return record.awaitEnd(LIMIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Map<String, String> added(Exchange exchange, Map<String, String> before) {
        Map<String, String> added = new LinkedHashMap<>();
        exchange.getMessage().getHeaders().forEach((name, value) -> {
            String text = String.valueOf(value);
            if (!name.startsWith("Camel") && !text.equals(before.get(name))) {
                added.put(name, text);
            }
        });
        return added;
    }

    @Override
    public void close() {
        context.stop();
        plugins.close();
    }
}
