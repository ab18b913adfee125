package dev.wadi.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Secret;
import dev.wadi.manage.metrics.Meters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

final class ProbesTest {

    private static final Operator OPERATOR = new Operator("operator", new Secret("pass:wörd"));

    @Test
    void ask_for_the_password_where_they_are_guarded() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (Meters meters = new Meters();
                HttpClient client = HttpClient.newHttpClient()) {
            Router router = Router.router(vertx);
            new Probes(new DefaultCamelContext(), meters.registry())
                    .mountGuarded(router, new BasicAuthentication(OPERATOR, new LoginAttempts(System::nanoTime)));
            int port = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .actualPort();
            for (String path : new String[] {"/metrics", "/health", "/health/live", "/health/ready"}) {
                URI uri = URI.create("http://127.0.0.1:" + port + path);
                HttpRequest open = HttpRequest.newBuilder(uri).build();
                HttpResponse<String> refused = client.send(open, BodyHandlers.ofString());
                assertThat(refused.statusCode()).as(path).isEqualTo(401);
                assertThat(refused.headers().firstValue("www-authenticate")).isPresent();
                assertThat(refused.body()).isEmpty();
                HttpRequest signed = HttpRequest.newBuilder(uri)
                        .header("Authorization", basic("operator:pass:wörd"))
                        .build();
                assertThat(client.send(signed, BodyHandlers.ofString()).statusCode())
                        .as(path)
                        .isIn(200, 503);
            }
            for (String header :
                    new String[] {basic("operator:wrong"), basic("x"), "Basic %%%", "Bearer x", "Basic "}) {
                HttpRequest wrong = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                        .header("Authorization", header)
                        .build();
                assertThat(client.send(wrong, BodyHandlers.ofString()).statusCode())
                        .as(header)
                        .isEqualTo(401);
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
