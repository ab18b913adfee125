package dev.wadi.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.manage.metrics.Meters;
import dev.wadi.manage.metrics.RouteMetrics;
import java.net.http.HttpResponse;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The management port as camel-main starts and stops it. */
final class CamelMainTest {

    @Test
    void answers_from_before_the_routes_start_until_they_have_stopped() {
        Listener listener = new Listener();
        Main main = new Main();
        main.addMainListener(listener);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:claims").routeId("claims").to("log:claims");
            }
        });
        main.start();
        try (Visitor visitor = new Visitor(listener.server())) {
            assertThat(listener.readyBeforeStart).isEqualTo(503);
            HttpResponse<String> ready = visitor.get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).contains("\"name\":\"context\",\"status\":\"UP\"");
            main.getCamelContext().createProducerTemplate().sendBody("direct:claims", "x");
            assertThat(visitor.get("/metrics").body())
                    .containsPattern("camel_route_policy_seconds_count\\{.*routeId=\"claims\".*} 1");
            main.stop();
            assertThat(visitor.get("/health/ready").statusCode()).isEqualTo(503);
        } finally {
            main.stop();
            listener.close();
        }
    }

    private static final class Listener extends MainListenerSupport implements AutoCloseable {

        private final Meters meters = new Meters();
        private @Nullable ManagementServer server;
        private int readyBeforeStart;

        @Override
        public void afterConfigure(BaseMainSupport main) {
            main.getCamelContext().addRoutePolicyFactory(new RouteMetrics(meters.registry()));
            server = ManagementServer.start(
                    main.getCamelContext(),
                    meters.registry(),
                    ManagementSettings.withGeneratedPassword("127.0.0.1", 0, "admin"));
            try (Visitor visitor = new Visitor(server)) {
                readyBeforeStart = visitor.get("/health/ready").statusCode();
            }
        }

        @Override
        public void close() {
            server().close();
            meters.close();
        }

        ManagementServer server() {
            if (server == null) {
                throw new AssertionError("camel-main did not call afterConfigure");
            }
            return server;
        }
    }
}
