package dev.wadi.manage.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RouteMetricsTest {

    private final CamelContext context = new DefaultCamelContext();
    private final Meters meters = new Meters();

    @BeforeEach
    void start() throws Exception {
        context.getRegistry().bind(Meters.REGISTRY_NAME, meters.registry());
        context.addRoutePolicyFactory(new RouteMetrics(meters.registry()));
        context.addRoutes(new Routes());
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        meters.close();
    }

    @Test
    void times_each_route_and_counts_its_failures() throws Exception {
        try (ProducerTemplate producer = context.createProducerTemplate()) {
            producer.sendBody("direct:outer", "good");
            producer.send("direct:outer", exchange -> exchange.getMessage().setBody("bad"));
        }
        assertThat(timer("outer").count()).isEqualTo(2);
        assertThat(timer("inner").count()).isEqualTo(2);
        assertThat(failed("outer").count()).isEqualTo(1);
        assertThat(meters.registry()
                        .get("camel.exchanges.inflight")
                        .tag("routeId", "outer")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void leaves_nothing_on_the_exchange() throws Exception {
        try (ProducerTemplate producer = context.createProducerTemplate()) {
            assertThat(producer.send("direct:outer", exchange -> exchange.getMessage()
                                    .setBody("good"))
                            .getProperties()
                            .keySet())
                    .noneMatch(name -> name.startsWith("CamelRouteMetrics"));
        }
    }

    @Test
    void goes_on_counting_when_a_route_is_replaced() throws Exception {
        try (ProducerTemplate producer = context.createProducerTemplate()) {
            producer.sendBody("direct:outer", "good");
            context.getRouteController().stopRoute("outer");
            context.removeRoute("outer");
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:outer").routeId("outer").to("direct:inner");
                }
            });
            producer.sendBody("direct:outer", "good");
        }
        assertThat(timer("outer").count()).isEqualTo(2);
        assertThat(meters.registry().scrape()).containsPattern("camel_route_policy_seconds_count\\{.*\"outer\".*} 2");
    }

    @Test
    void is_the_registry_of_the_micrometer_component() throws Exception {
        try (ProducerTemplate producer = context.createProducerTemplate()) {
            producer.sendBody("micrometer:counter:claims.seen", "x");
        }
        assertThat(meters.registry().get("claims.seen").counter().count()).isEqualTo(1);
    }

    private Timer timer(String routeId) {
        return meters.registry()
                .get("camel.route.policy")
                .tag("routeId", routeId)
                .timer();
    }

    private Counter failed(String routeId) {
        return meters.registry()
                .get("camel.exchanges.failed")
                .tag("routeId", routeId)
                .counter();
    }

    private static final class Routes extends RouteBuilder {

        @Override
        public void configure() {
            errorHandler(noErrorHandler());
            from("direct:outer").routeId("outer").to("direct:inner");
            from("direct:inner")
                    .routeId("inner")
                    .filter(simple("${body} == 'bad'"))
                    .throwException(new IllegalArgumentException("bad"))
                    .end();
        }
    }
}
