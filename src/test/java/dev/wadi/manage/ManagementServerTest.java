package dev.wadi.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Secret;
import dev.wadi.manage.metrics.Meters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ManagementServerTest {

    private ManagedRoutes routes;
    private Visitor visitor;

    @BeforeAll
    void start() {
        routes = new ManagedRoutes();
    }

    @AfterAll
    void stop() {
        routes.close();
    }

    @BeforeEach
    void come() {
        visitor = new Visitor(routes.server());
    }

    @AfterEach
    void go() {
        visitor.close();
    }

    @Test
    void shows_the_console_to_everyone_but_no_data_without_signing_in() {
        assertThat(visitor.get("/hawtio").headers().firstValue("location")).contains("/hawtio/");
        assertThat(visitor.get("/hawtio/").body()).contains("<title>Hawtio</title>");
        assertThat(visitor.get("/hawtio/user").statusCode()).isEqualTo(403);
        for (String path : new String[] {"/hawtio/jolokia", "/hawtio/jolokia/", "/hawtio/jolokia/version"}) {
            assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(403);
            assertThat(visitor.post(path, "{\"type\":\"version\"}").statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
    }

    @Test
    void signs_in_with_the_right_password_only_and_out_again() {
        assertThat(visitor.signIn(ManagedRoutes.USER, "wrong").statusCode()).isEqualTo(403);
        assertThat(visitor.signIn("someone", ManagedRoutes.PASSWORD).statusCode())
                .isEqualTo(403);
        for (String form : new String[] {"", "[]"}) {
            assertThat(visitor.post("/hawtio/auth/login", form).statusCode()).isEqualTo(403);
        }
        assertThat(visitor.get("/hawtio/user").statusCode()).isEqualTo(403);

        visitor.signedIn();
        assertThat(visitor.get("/hawtio/user").body()).isEqualTo("\"operator\"");
        assertThat(visitor.jolokia("{\"type\":\"version\"}")).contains("\"status\":200");

        assertThat(visitor.get("/hawtio/auth/logout").statusCode()).isEqualTo(302);
        assertThat(visitor.get("/hawtio/user").statusCode()).isEqualTo(403);
        assertThat(visitor.post("/hawtio/jolokia", "{\"type\":\"version\"}").statusCode())
                .isEqualTo(403);
    }

    @Test
    void does_not_take_a_made_up_session() {
        assertThat(visitor.get("/hawtio/user", "Cookie", "wadi.session=0123456789abcdef0123456789abcdef")
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.post("/hawtio/jolokia", "{\"type\":\"version\"}", "Cookie", "wadi.session=x")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void answers_a_request_without_sense_with_an_error() {
        visitor.signedIn();
        for (String body : new String[] {"", "no JSON", "{}", "[1]"}) {
            assertThat(visitor.jolokia(body)).as(body).contains("\"error\"");
        }
    }

    @Test
    void makes_an_address_wait_after_five_wrong_passwords_even_with_the_right_one() {
        try (ManagedRoutes other = new ManagedRoutes();
                Visitor guesser = new Visitor(other.server())) {
            for (int i = 0; i < LoginAttempts.ALLOWED_FAILURES; i++) {
                assertThat(guesser.signIn(ManagedRoutes.USER, "guess" + i).statusCode())
                        .isEqualTo(403);
            }
            HttpResponse<String> refused = guesser.signIn(ManagedRoutes.USER, ManagedRoutes.PASSWORD);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("retry-after")).contains("30");
        }
    }

    @Test
    void keeps_the_session_from_scripts_and_other_sites() {
        HttpResponse<String> response = visitor.signIn(ManagedRoutes.USER, ManagedRoutes.PASSWORD);
        assertThat(response.headers().firstValue("set-cookie")).hasValueSatisfying(cookie -> assertThat(cookie)
                .contains("wadi.session=", "HTTPOnly", "SameSite=Strict"));
        assertThat(response.headers().map())
                .containsKeys("content-security-policy", "x-frame-options", "x-content-type-options");
    }

    @Test
    void answers_404_for_everything_else() {
        for (String path : new String[] {
            "/",
            "/q/health",
            "/hawtio/static/js/none.js",
            "/hawtio/index.html.map",
            "/hawtio/../pom.xml",
            "/hawtio/%2e%2e/jolokia-access.xml",
            "/healthy"
        }) {
            assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void sends_a_page_of_the_console_for_each_of_its_paths() {
        assertThat(visitor.get("/hawtio/camel/routes").body()).contains("<title>Hawtio</title>");
        assertThat(visitor.get("/hawtio/img/hawtio-logo.svg").headers().firstValue("content-type"))
                .contains("image/svg+xml");
    }

    @Test
    void tells_whether_it_is_up_and_if_not_why() {
        HttpResponse<String> up = visitor.get("/health/ready");
        assertThat(up.statusCode()).isEqualTo(200);
        assertThat(up.body()).startsWith("{\"status\":\"UP\",\"checks\":[{\"name\":\"context\",\"status\":\"UP\"");

        HealthCheckRegistry registry = HealthCheckRegistry.get(routes.context());
        AbstractHealthCheck down = new BrokerGone();
        registry.register(down);
        try {
            HttpResponse<String> ready = visitor.get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body())
                    .contains("{\"name\":\"broker\",\"status\":\"DOWN\",\"message\":\"no broker at"
                            + " kafka://b?password=***\"}");
            assertThat(visitor.get("/health").statusCode()).isEqualTo(503);
            assertThat(visitor.get("/health/live").statusCode()).isEqualTo(200);
        } finally {
            registry.unregister(down);
        }
    }

    @Test
    void shows_the_metrics_of_routes_and_of_the_jvm() {
        routes.send("photo", "broken");
        String metrics = visitor.get("/metrics").body();
        assertThat(metrics)
                .containsPattern("camel_route_policy_seconds_count\\{.*routeId=\"claims-enrich\".*} [1-9]")
                .containsPattern("camel_exchanges_failed_total\\{.*routeId=\"claims-audit\".*} [1-9]")
                .containsPattern("camel_exchanges_inflight\\{.*routeId=\"claims-audit\".*} 0")
                .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_uptime_seconds");
    }

    @Test
    void refuses_requests_from_pages_of_other_origins() {
        visitor.signedIn();
        String version = "{\"type\":\"version\"}";
        String own = "http://127.0.0.1:" + routes.server().port();
        assertThat(visitor.post("/hawtio/jolokia", version, "Origin", own).statusCode())
                .isEqualTo(200);
        for (String origin : new String[] {"http://evil.example", "http://127.0.0.1:8080", "null", "://"}) {
            assertThat(visitor.post("/hawtio/jolokia", version, "Origin", origin)
                            .statusCode())
                    .as(origin)
                    .isEqualTo(403);
        }
        for (String site : new String[] {"cross-site", "same-site"}) {
            assertThat(visitor.get("/hawtio/jolokia", "Sec-Fetch-Site", site).statusCode())
                    .isEqualTo(403);
            assertThat(visitor.get("/hawtio/", "Sec-Fetch-Site", site, "Sec-Fetch-Mode", "navigate")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** A page can point a name of its own at 127.0.0.1 and so become the console's "own" origin. */
    @Test
    void refuses_host_names_that_are_not_of_this_machine() throws IOException {
        assertThat(statusFor("evil.example:8090")).isEqualTo("HTTP/1.1 403 Forbidden");
        assertThat(statusFor("localhost.evil.example")).isEqualTo("HTTP/1.1 403 Forbidden");
        assertThat(statusFor("localhost:8090")).isEqualTo("HTTP/1.1 200 OK");
        assertThat(statusFor("127.0.0.1")).isEqualTo("HTTP/1.1 200 OK");
        assertThat(statusFor("[::1]:8090")).isEqualTo("HTTP/1.1 200 OK");
    }

    @Test
    void says_that_the_port_is_taken_before_anything_starts() {
        int port = routes.server().port();
        ManagementSettings settings = new ManagementSettings("127.0.0.1", port, "operator", new Secret("x"), false);
        try (Meters meters = new Meters()) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> ManagementServer.start(new DefaultCamelContext(), meters.registry(), settings))
                    .withMessage("127.0.0.1:" + port
                            + ": the port is taken or can't be listened on (Address already in use). Choose another"
                            + " one with --management-port or wadi.management.port");
        }
    }

    private String statusFor(String host) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), routes.server().port())) {
            String request = "GET /health/live HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return response.lines().findFirst().orElse("");
        }
    }

    private static final class BrokerGone extends AbstractHealthCheck {

        BrokerGone() {
            super("wadi", "broker");
        }

        @Override
        public boolean isLiveness() {
            return false;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            builder.message("no broker at kafka://b?password=secret").down();
        }
    }
}
