package dev.wadi.plugin.runtime;

import dev.wadi.fake.FakePlugin;
import dev.wadi.fake.PluginScene;
import dev.wadi.plugin.component.StageComponent;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginResult;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a stage costs each message. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class StageBenchmark {

    private static final AsyncCallback IGNORED = doneSync -> {};

    /** A stage, its plugins, and a message. */
    @State(Scope.Thread)
    public static class Stage {

        @Param({"0", "1", "5", "10"})
        int plugins;

        final PluginScene scene = new PluginScene(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        final DefaultCamelContext camel = new DefaultCamelContext();
        final Exchange exchange = new DefaultExchange(camel);
        AsyncProducer producer;

        @Setup
        public void start() throws Exception {
            for (int i = 0; i < plugins; i++) {
                scene.with(looking("p" + i));
            }
            camel.addComponent("stage", new StageComponent(scene.stages()));
            camel.start();
            exchange.getMessage().setBody(Map.of("event_id", "evt-1", "event_type", "PROJECT_CREATED", "ignored", 0));
            producer = (AsyncProducer)
                    camel.getEndpoint("stage:enrichment_complete?domain=claimx").createProducer();
            producer.start();
        }

        @TearDown
        public void stop() {
            camel.stop();
            scene.close();
        }
    }

    /** A plugin by itself, and what it is given. */
    @State(Scope.Thread)
    public static class Bare {

        final Plugin plugin = looking("bare");
        final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

        @Setup
        public void start() {
            exchange.getMessage().setBody(Map.of("event_id", "evt-1", "event_type", "PROJECT_CREATED", "ignored", 0));
        }
    }

    /** Looks at one field of the message, as filters do. */
    private static FakePlugin looking(String name) {
        return new FakePlugin(
                name,
                1,
                context -> Integer.valueOf(1).equals(context.message().get("ignored"))
                        ? PluginResult.filter("ignored")
                        : PluginResult.success());
    }

    /** A message through the stage's endpoint, with time limit, breaker and metrics. */
    @Benchmark
    public boolean stage(Stage stage) {
        return stage.producer.process(stage.exchange, IGNORED);
    }

    /** The plugin's own work and the context that it needs, and nothing else. */
    @Benchmark
    public void bare(Bare bare, Blackhole sink) throws Exception {
        ExchangeContext context = new ExchangeContext(bare.exchange, "claimx", "enrichment_complete", Instant.now());
        sink.consume(bare.plugin.execute(context));
    }
}
