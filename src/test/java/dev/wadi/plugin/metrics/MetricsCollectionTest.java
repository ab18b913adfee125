package dev.wadi.plugin.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.PluginThreads;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.kind.MetricDefinition;
import dev.wadi.plugin.spi.kind.MetricsPlugin;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsCollectionTest {

    private static final Duration OFTEN = Duration.ofMillis(100);

    private final PluginThreads threads = new PluginThreads();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ExtensionHub extensions = new ExtensionHub(threads.executor(), meters);
    private final MetricsCollection collection = new MetricsCollection(
            extensions, threads.calls(Duration.ofSeconds(5)), threads.schedule(), OFTEN, meters, Clock.systemUTC());
    private final Ownership owner = new Ownership("sales");

    private record Measuring(
            String name, Map<String, MetricDefinition> metricDefinitions, Callable<Map<String, Double>> measure)
            implements MetricsPlugin {
        @Override
        public Map<String, Double> collectMetrics() throws Exception {
            return measure.call();
        }

        @Override
        public Duration collectionInterval() {
            return OFTEN;
        }
    }

    @AfterEach
    void stop() {
        threads.close();
    }

    private void bind(Ownership to, Map<String, MetricDefinition> definitions, Callable<Map<String, Double>> measure) {
        collection.bind(new Measuring(to.plugin(), definitions, measure), to);
    }

    private void awaitScrape(String text) {
        Awaitility.await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(meters.scrape())
                .contains(text));
    }

    /** In the original, definitions were never used, and no metric of a plugin's was ever shown to Prometheus. */
    @Test
    void definitions_become_meters_with_the_numbers_that_were_collected_last() {
        AtomicInteger total = new AtomicInteger();
        bind(
                owner,
                Map.of(
                        "orders.seen",
                        MetricDefinition.counter("Orders that were seen"),
                        "response_time",
                        MetricDefinition.gauge("How long it took").in("seconds")),
                () -> Map.of("orders.seen", (double) total.incrementAndGet(), "response_time", 0.125, "other", 1.0));

        awaitScrape("# HELP orders_seen_total Orders that were seen\n# TYPE orders_seen_total counter\n"
                + "orders_seen_total{plugin=\"sales\"} ");
        awaitScrape("response_time_seconds{plugin=\"sales\"} 0.125");
        Awaitility.await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(meters.scrape())
                .containsPattern("orders_seen_total\\{plugin=\"sales\"} ([3-9]|\\d\\d+)\\.0"));
        assertThat(meters.scrape()).doesNotContain("other");
        assertThat(collection.measurements().get("sales")).isNotNull().satisfies(measurement -> assertThat(
                        measurement.values())
                .containsOnlyKeys("orders.seen", "response_time"));
    }

    /** In the original, a plugin that failed was missing from the answer without a word. */
    @Test
    void a_plugin_that_fails_is_counted_logged_once_and_shown_with_its_last_numbers() {
        AtomicInteger times = new AtomicInteger();
        try (CapturedLog log = new CapturedLog()) {
            bind(owner, Map.of("users", MetricDefinition.gauge("Users")), () -> {
                if (times.incrementAndGet() > 1) {
                    throw new IllegalStateException("no luck");
                }
                return Map.of("users", 7.0);
            });

            Awaitility.await()
                    .atMost(10, TimeUnit.SECONDS)
                    .until(() -> meters.counter("plugin.metrics.failures", "plugin", "sales")
                                    .count()
                            > 2);
            assertThat(log.warnings()).containsExactly("WARN Collecting metrics failed | plugin_name=sales");
        }
        assertThat(collection.measurements().get("sales")).isNotNull().satisfies(measurement -> {
            assertThat(measurement.values()).isEqualTo(Map.of("users", 7.0));
            assertThat(measurement.error()).contains("no luck");
        });
        assertThat(meters.scrape()).contains("users{plugin=\"sales\"} 7.0");
    }

    @Test
    void after_a_reload_there_are_exactly_the_new_meters() {
        bind(owner, Map.of("old", MetricDefinition.gauge(""), "both", MetricDefinition.gauge("")), () -> Map.of());
        owner.close();
        Ownership again = new Ownership("sales");
        bind(again, Map.of("new", MetricDefinition.gauge(""), "both", MetricDefinition.counter("")), () -> Map.of());

        assertThat(meters.getMeters().stream()
                        .filter(meter -> "sales".equals(meter.getId().getTag("plugin"))))
                .extracting(meter -> meter.getId().getName())
                .containsExactlyInAnyOrder("new", "both");
        again.close();
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void two_plugins_may_have_a_metric_of_the_same_name() {
        Ownership other = new Ownership("stock");
        bind(owner, Map.of("size", MetricDefinition.gauge("")), () -> Map.of("size", 1.0));
        bind(other, Map.of("size", MetricDefinition.gauge("")), () -> Map.of("size", 2.0));

        awaitScrape("size{plugin=\"sales\"} 1.0");
        awaitScrape("size{plugin=\"stock\"} 2.0");
    }

    @Test
    void names_are_checked_and_so_is_their_number() {
        meters.counter("wadi.records", "consumer", "x");
        refuses(
                "no luck",
                "'no luck' is no name for a metric. Possible are letters, digits, underscores and dots, a letter"
                        + " first");
        refuses("wadi_records", "the metric 'wadi_records' is one of Wadi's own. Give it another name");
        Map<String, MetricDefinition> many = IntStream.range(0, 201)
                .boxed()
                .collect(Collectors.toMap(number -> "m" + number, number -> MetricDefinition.gauge("")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bind(owner, many, Map::of))
                .withMessage("it defines 201 metrics. At most 200 are possible");
    }

    private void refuses(String name, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bind(owner, Map.of(name, MetricDefinition.gauge("")), Map::of))
                .withMessage(message);
    }

    /** In the original, this point was declared and never asked. */
    @Test
    void what_the_extension_point_gives_becomes_gauges_that_end_with_the_plugin() {
        collection.bind(
                new dev.wadi.fake.FakePlugin("sales", 1, context -> dev.wadi.plugin.spi.PluginResult.success()), owner);
        extensions
                .forPlugin(owner)
                .register(ExtensionPoints.METRICS_COLLECT, 1, value -> Map.of("queue.size", 7, "no name", 1));

        awaitScrape("queue_size{plugin=\"sales\"} 7.0");
        assertThat(collection.measurements()).containsOnlyKeys("sales/metrics.collect");

        owner.close();

        assertThat(meters.scrape()).doesNotContain("queue_size");
        assertThat(collection.measurements()).isEmpty();
    }
}
