package dev.wadi.plugin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.event.PluginEvent;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestEnvironmentTest {

    private final TestEnvironment environment = TestEnvironment.of("parcel");

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void what_a_plugin_subscribes_to_is_heard_before_the_event_s_publishing_returns() throws Exception {
        new ParcelPlugin().onLoad(environment);
        environment.tell("truck.left", Map.of());
        environment.tell("train.left", Map.of());
        assertThat(environment.state()).containsEntry("truck", "truck.left");
        environment.events().publish("parcel.sent", Map.of("id", 1), "evt-1");
        assertThat(environment.published())
                .extracting(PluginEvent::type, PluginEvent::source)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("truck.left", "wadi"),
                        org.assertj.core.groups.Tuple.tuple("train.left", "wadi"),
                        org.assertj.core.groups.Tuple.tuple("parcel.sent", "parcel"));
    }

    @Test
    void carries_out_the_actions_that_a_plugin_registers() throws Exception {
        new ParcelPlugin().onLoad(environment);
        Object done = environment
                .carryOut(new PluginAction.Custom("weigh", Map.of()))
                .toCompletableFuture()
                .join();
        assertThat(done).isEqualTo("weighed");
        assertThatThrownBy(() -> environment.carryOut(new PluginAction.Custom("paint", Map.of())))
                .hasMessage("no action 'paint' is registered. Registered: [weigh]");
    }

    @Test
    void its_extension_points_are_wadi_s_own() {
        ExtensionPoints points = environment.extensionPoints();
        var unused = points.register(ExtensionPoints.CONFIG_LOAD, 1, name -> name + "!");
        assertThat(points.collect(ExtensionPoints.CONFIG_LOAD, "X")).containsExactly("X!");
        assertThatThrownBy(() -> points.register("no.point", 1, value -> value))
                .hasMessageContaining("there is no extension point 'no.point'");
    }

    @Test
    void connections_answer_in_turn_and_keep_what_they_were_asked() {
        environment
                .answer("api", "GET", "/a", "{\"n\": 1}")
                .answer("api", "GET", "/a", "{\"n\": 2}")
                .answer("api", "POST", "/a", 500, "down");
        PluginContext context = TestContext.at("claimx", "retry").in(environment);
        assertThat(context.connection("api").get("/a").toCompletableFuture().join())
                .isEqualTo(Map.of("n", 1));
        assertThat(context.connection("api").get("/a").toCompletableFuture().join())
                .isEqualTo(Map.of("n", 2));
        assertThat(context.connection("api").get("/a").toCompletableFuture().join())
                .isEqualTo(Map.of("n", 2));
        assertThat(context.connection("api").post("/a", Map.of("b", true)).toCompletableFuture())
                .failsWithin(java.time.Duration.ofSeconds(1))
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withMessageContaining("api: POST /a answered 500: down");
        assertThat(context.connection("api").get("/b").toCompletableFuture())
                .failsWithin(java.time.Duration.ofSeconds(1))
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withMessageContaining(
                        "the test has no answer for api: GET /b. It has answers for: [api: GET /a, api: POST /a]");
        assertThat(environment.calls()).extracting(RecordedCall::body).contains(Map.of("b", true));
        assertThatThrownBy(() -> context.connection("ap"))
                .hasMessage("plugin parcel: no connection named 'ap'. Did you mean 'api'?");
    }

    @Test
    void keeps_the_log_and_takes_all_back_at_the_end() throws Exception {
        new ParcelPlugin().onLoad(environment);
        environment.logger().log(System.Logger.Level.WARNING, "seen {0} of {1}", 1, 2);
        environment.logger().log(System.Logger.Level.ERROR, "lost", new IllegalStateException("x"));
        assertThat(environment.log())
                .containsExactly("WARNING seen 1 of 2", "ERROR lost: java.lang.IllegalStateException: x");
        assertThat(environment.scheduler().isShutdown()).isFalse();
        assertThat(environment.owned()).isEqualTo(3);
        environment.close();
        assertThat(environment.owned()).isZero();
        assertThat(environment.scheduler().isShutdown()).isTrue();
    }
}
