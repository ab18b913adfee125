package dev.wadi.enrich.component;

import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.connection.Connections;
import dev.wadi.connection.component.ConnectionComponent;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.DefaultExchange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a lookup costs whose answer is in the cache. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LookupBenchmark {

    private static final AsyncCallback IGNORED = doneSync -> {};
    private static final String ADDRESS = "lookup:api/api/projects/{project_id}?cacheTtl=300";
    private static final int IDS = 1024;

    /** Lookups in a context, and messages whose answers are known. */
    @State(Scope.Thread)
    public static class Known {

        final DefaultCamelContext camel = new DefaultCamelContext();
        final Object[] bodies = new Object[IDS];
        final Exchange exchange = new DefaultExchange(camel);
        AsyncProducer plain;
        AsyncProducer queried;
        AsyncProcessor enrich;
        int next;

        @Setup
        public void start() throws Exception {
            for (int i = 0; i < IDS; i++) {
                bodies[i] = Map.of("project_id", 480_000 + i, "task_status", "completed", "event_id", "evt-" + i);
            }
            camel.addComponent("connection", new ConnectionComponent(new Immediate()));
            camel.addComponent("lookup", new LookupComponent(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
            IntoField into = new IntoField();
            into.setField("project");
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:enrich").enrich().constant(ADDRESS).aggregationStrategy(into);
                }
            });
            camel.start();
            plain = (AsyncProducer) camel.getEndpoint(ADDRESS).createProducer();
            queried = (AsyncProducer)
                    camel.getEndpoint(ADDRESS + "&query.include=details&query.status={task_status:-task_status}")
                            .createProducer();
            plain.start();
            queried.start();
            enrich = AsyncProcessorConverterHelper.convert(
                    camel.getRoutes().getFirst().getProcessor());
            for (int i = 0; i < IDS; i++) {
                plain.process(message(), IGNORED);
                queried.process(message(), IGNORED);
                enrich.process(message(), IGNORED);
            }
        }

        /** The next message. */
        Exchange message() {
            exchange.getMessage().setBody(bodies[next++ & (IDS - 1)]);
            return exchange;
        }

        @TearDown
        public void stop() {
            camel.stop();
        }
    }

    /** Answers at once. */
    private static final class Immediate implements Connections, ConnectionClient {

        @Override
        public Set<String> names() {
            return Set.of("api");
        }

        @Override
        public ConnectionClient get(String name, String where) {
            return this;
        }

        @Override
        public String name() {
            return "api";
        }

        @Override
        public CompletionStage<ConnectionResponse> call(ConnectionRequest request) {
            return CompletableFuture.completedFuture(new ConnectionResponse(
                    200,
                    Map.of("content-type", "application/json"),
                    "{\"id\":1,\"name\":\"Elm Street\"}".getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** A step that looks up by a field of the path. */
    @Benchmark
    public boolean hit(Known known) {
        return known.plain.process(known.message(), IGNORED);
    }

    /** The same with two query parameters, one of them a field. */
    @Benchmark
    public boolean hitWithQuery(Known known) {
        return known.queried.process(known.message(), IGNORED);
    }

    /** The lookup as Camel's content enricher, with its copy of the exchange and the copy of the body. */
    @Benchmark
    public boolean hitInEnrich(Known known) {
        return known.enrich.process(known.message(), IGNORED);
    }
}
