package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.wadi.action.CustomActions;
import dev.wadi.config.ConfigException;
import dev.wadi.fake.FakeConnections;
import dev.wadi.plugin.event.EventHub;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.PluginResult;
import dev.wadi.plugin.spi.event.PluginEvent;
import dev.wadi.plugin.spi.extension.ExtensionPoint;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import dev.wadi.plugin.spi.http.Next;
import dev.wadi.plugin.spi.kind.HealthPlugin;
import dev.wadi.plugin.spi.kind.HealthStatus;
import dev.wadi.plugin.spi.kind.MiddlewarePlugin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What runs follows what is there; what can't run never touches what does. */
class PluginReloadTest {

    private final List<String> calls = new ArrayList<>();
    private final FakePluginSource source = new FakePluginSource();
    private final PluginRegistry registry = new PluginRegistry();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CustomActions actions = new CustomActions();
    private final EventHub events = new EventHub(Runnable::run, meters, Clock.systemUTC());
    private final ExtensionHub extensions = new ExtensionHub(Runnable::run, meters);
    private volatile String unbindable = "";
    private final PluginRuntime runtime = new PluginRuntime(
            source,
            registry,
            new Surroundings(new FakeConnections(), actions, events, extensions),
            List.of((plugin, owner) -> {
                if (plugin.version().equals(unbindable)) {
                    throw new IllegalStateException("no room");
                }
                calls.add(plugin.version() + " bound");
                owner.own(() -> calls.add(plugin.version() + " unbound"));
            }));

    /** A plugin that tells what becomes of it. */
    private class Told implements Plugin {

        private final String version;
        private final List<String> needs;

        Told(String version, String... needs) {
            this.version = version;
            this.needs = List.of(needs);
        }

        @Override
        public String name() {
            return "told";
        }

        @Override
        public String version() {
            return version;
        }

        @Override
        public List<String> dependencies() {
            return needs;
        }

        @Override
        public void onLoad(PluginEnvironment environment) throws Exception {
            calls.add(version + " load");
        }

        @Override
        public void onStart() throws Exception {
            calls.add(version + " start");
        }

        @Override
        public void onStop() {
            calls.add(version + " stop");
        }

        @Override
        public void onUnload() {
            calls.add(version + " unload");
        }

        @Override
        public PluginResult execute(PluginContext context) {
            return PluginResult.success();
        }
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    private void start() {
        runtime.start(new CheckedPlugins(source.find(), List.of(), source));
        calls.clear();
    }

    private List<String> running() {
        return registry.plugins().stream()
                .map(plugin -> plugin.name() + " " + plugin.plugin().version())
                .toList();
    }

    @Test
    void a_changed_plugin_is_started_beside_the_old_one_which_then_ends() {
        source.put("a", () -> new Told("1"));
        start();
        source.put("a", () -> new Told("2"));
        PluginChanges changes = runtime.reload();
        assertThat(changes.replaced()).containsExactly("a");
        assertThat(running()).containsExactly("a 2");
        assertThat(calls).containsExactly("2 load", "2 start", "1 unbound", "2 bound", "1 stop", "1 unload");
    }

    @Test
    void what_has_not_changed_is_left_alone() {
        source.put("a", () -> new Told("1"));
        start();
        assertThat(runtime.reload().isEmpty()).isTrue();
        assertThat(calls).isEmpty();
    }

    @Test
    void one_plugin_can_be_made_anew_although_nothing_has_changed() {
        source.put("a", () -> new Told("1"));
        source.put("b", () -> new Told("7"));
        start();
        assertThat(runtime.reload("a").replaced()).containsExactly("a");
        assertThat(calls).doesNotContain("7 start").contains("1 start");
    }

    @Test
    void a_version_that_cannot_be_made_leaves_the_old_one_running_and_says_why() {
        source.put("a", () -> new Told("1"));
        start();
        source.putBroken("a", "unknown field 'x'");
        assertThat(runtime.reload().failed()).containsExactly("a");
        assertThat(running()).containsExactly("a 1");
        assertThat(runtime.troubles()).containsExactly(entry("a", "plugins/a/config.yaml:1: unknown field 'x'"));
        source.putUnreadable("a", "is no YAML");
        runtime.reload();
        assertThat(runtime.troubles()).containsExactly(entry("a", "plugins/a/config.yaml:1: is no YAML"));
        source.put("a", () -> new Told("2"));
        runtime.reload();
        assertThat(running()).containsExactly("a 2");
        assertThat(runtime.troubles()).isEmpty();
    }

    @Test
    void a_version_that_fails_to_load_or_start_leaves_the_old_one_running_untouched() {
        source.put("a", () -> new Told("1"));
        start();
        source.put("a", () -> new Told("2") {
            @Override
            public void onLoad(PluginEnvironment environment) throws Exception {
                throw new IllegalStateException("no licence");
            }
        });
        runtime.reload();
        source.put("a", () -> new Told("3") {
            @Override
            public void onStart() throws Exception {
                throw new NoClassDefFoundError("com/acme/Lib");
            }
        });
        runtime.reload();
        assertThat(running()).containsExactly("a 1");
        assertThat(calls).containsExactly("3 load", "3 unload");
        assertThat(runtime.troubles().get("a")).contains("failed to start", "com/acme/Lib");
    }

    @Test
    void a_version_that_cannot_be_bound_gives_its_place_back() {
        source.put("a", () -> new Told("1"));
        start();
        source.put("a", () -> new Told("2"));
        unbindable = "2";
        runtime.reload();
        assertThat(running()).containsExactly("a 1");
        assertThat(calls).containsExactly("2 load", "2 start", "1 unbound", "2 stop", "2 unload", "1 bound");
    }

    /** The originals' unload left middleware and handlers in place. */
    @Test
    void everything_that_a_plugin_got_is_taken_back() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        AtomicReference<@Nullable ScheduledExecutorService> threads = new AtomicReference<>();
        List<PluginEvent> heard = new ArrayList<>();
        source.put("a", () -> new Told("1") {
            @Override
            public void onLoad(PluginEnvironment environment) {
                environment.events().subscribe("user.*", heard::add);
                environment
                        .extensionPoints()
                        .define(new ExtensionPoint("a.b", ExtensionPoint.Kind.FILTER, "x", String.class));
                environment.extensionPoints().register("a.b", 1, value -> value + "!");
                environment.registerAction("mine", (action, origin) -> CompletableFuture.completedFuture(null));
                environment.own(() -> closed.set(true));
                threads.set(environment.scheduler());
            }
        });
        start();
        events.publish("user.login", Map.of());
        assertThat(heard).hasSize(1);
        assertThat(extensions.filter("a.b", "x")).isEqualTo("x!");
        assertThat(runtime.statuses().getFirst().owned()).isGreaterThan(5);
        source.remove("a");
        assertThat(runtime.reload().removed()).containsExactly("a");
        events.publish("user.login", Map.of());
        assertThat(heard).hasSize(1);
        assertThat(events.size()).isZero();
        assertThat(extensions.points())
                .noneSatisfy((point, handlers) -> assertThat(point.name()).isEqualTo("a.b"));
        assertThat(actions.kinds()).isEmpty();
        assertThat(closed).isTrue();
        assertThat(Objects.requireNonNull(threads.get()).isShutdown()).isTrue();
        assertThat(registry.plugins()).isEmpty();
        assertThat(runtime.statuses()).isEmpty();
    }

    @Test
    void the_next_version_takes_the_names_of_its_own_actions_over_and_nobody_else_can() {
        for (String version : List.of("1", "2")) {
            source.put("a", () -> new Told(version) {
                @Override
                public void onLoad(PluginEnvironment environment) {
                    environment.registerAction("mine", (action, origin) -> CompletableFuture.completedFuture(null));
                }
            });
            source.put("thief", () -> new Told("9") {
                @Override
                public void onLoad(PluginEnvironment environment) {
                    environment.registerAction("mine", (action, origin) -> CompletableFuture.completedFuture(null));
                }
            });
            if (version.equals("1")) {
                start();
            } else {
                runtime.reload();
            }
        }
        assertThat(running()).containsExactly("a 2");
        assertThat(actions.kinds()).containsExactly("mine");
        assertThat(runtime.troubles().get("thief")).contains("the action 'mine' is taken by the plugin 'a'");
    }

    @Test
    void while_the_next_version_starts_the_handlers_of_the_one_before_are_called_and_no_others() {
        List<String> heard = new ArrayList<>();
        for (String version : List.of("1", "2")) {
            source.put("a", () -> new Told(version) {
                @Override
                public void onLoad(PluginEnvironment environment) {
                    environment.events().subscribe("x.y", event -> heard.add(version));
                    environment
                            .extensionPoints()
                            .define(new ExtensionPoint("a.b", ExtensionPoint.Kind.FILTER, "x", String.class));
                    environment.extensionPoints().register("a.b", 1, value -> value + version);
                }

                @Override
                public void onStart() throws Exception {
                    super.onStart();
                    events.publish("x.y", Map.of());
                    heard.add(extensions.filter("a.b", "-"));
                }
            });
            if (version.equals("1")) {
                start();
            } else {
                runtime.reload();
            }
        }
        assertThat(heard).containsExactly("1", "-1", "1", "-1");
        events.publish("x.y", Map.of());
        assertThat(extensions.filter("a.b", "-")).isEqualTo("-2");
        assertThat(heard).last().isEqualTo("2");
    }

    @Test
    void what_a_plugin_remembers_goes_to_its_next_version_but_nothing_of_its_own_classes() {
        AtomicReference<@Nullable PluginEnvironment> environment = new AtomicReference<>();
        record Own(String name) {}
        for (String version : List.of("1", "2")) {
            source.put("a", () -> new Told(version) {
                @Override
                public void onLoad(PluginEnvironment its) {
                    environment.set(its);
                }
            });
            if (version.equals("1")) {
                start();
                Map<String, Object> state =
                        Objects.requireNonNull(environment.get()).state();
                state.put("count", 41L);
                state.put("seen", List.of("x", Map.of("y", 1)));
                state.put("own", new Own("z"));
                state.put("hidden", List.of(new Own("z")));
            }
        }
        runtime.reload();
        assertThat(Objects.requireNonNull(environment.get()).state())
                .containsOnly(entry("count", 41L), entry("seen", List.of("x", Map.of("y", 1))));
    }

    /** The originals let a plugin be unloaded under those that needed it, and then stopped nothing any more. */
    @Test
    void a_plugin_that_others_need_is_not_removed_under_them() {
        source.put("a", () -> new Told("1"));
        source.put("b", () -> new Told("2", "a"));
        start();
        source.remove("a");
        runtime.reload();
        assertThat(running()).containsExactlyInAnyOrder("a 1", "b 2");
        assertThat(runtime.troubles()).containsExactly(entry("a", "it can't be removed while it is needed by b"));
        source.remove("b");
        runtime.reload();
        assertThat(running()).isEmpty();
        assertThat(calls).containsExactly("2 unbound", "2 stop", "2 unload", "1 unbound", "1 stop", "1 unload");
    }

    @Test
    void of_plugins_that_go_together_the_one_that_needs_the_other_ends_first() {
        source.put("alpha", () -> new Told("1", "beta"));
        source.put("beta", () -> new Told("2"));
        start();
        source.remove("alpha");
        source.remove("beta");
        runtime.reload();
        assertThat(calls).containsExactly("1 unbound", "1 stop", "1 unload", "2 unbound", "2 stop", "2 unload");
    }

    /** An Error there used to end the watch of the files, without a word. */
    @Test
    void whatever_a_plugin_s_making_throws_the_others_are_reloaded() {
        source.put("a", () -> new Told("1"));
        source.put("b", () -> new Told("2"));
        start();
        source.put("a", () -> {
            throw new StackOverflowError();
        });
        source.put("b", () -> new Told("3"));
        runtime.reload();
        assertThat(running()).containsExactlyInAnyOrder("a 1", "b 3");
        assertThat(runtime.troubles().get("a")).contains("StackOverflowError");
    }

    /** What a plugin remembers may change while it is copied, or hold itself. */
    @Test
    void what_cannot_be_copied_is_left_behind() {
        AtomicReference<@Nullable PluginEnvironment> environment = new AtomicReference<>();
        for (String version : List.of("1", "2")) {
            source.put("a", () -> new Told(version) {
                @Override
                public void onLoad(PluginEnvironment its) {
                    environment.set(its);
                }
            });
            if (version.equals("1")) {
                start();
                Map<String, Object> state =
                        Objects.requireNonNull(environment.get()).state();
                Map<String, Object> itself = new HashMap<>();
                itself.put("me", itself);
                state.put("itself", itself);
                state.put("seen", ConcurrentHashMap.newKeySet());
                state.put("sorted", new ConcurrentSkipListMap<>(Map.of("a", 1)));
                state.put("count", 1);
            }
        }
        runtime.reload();
        assertThat(running()).containsExactly("a 2");
        Map<String, Object> state = Objects.requireNonNull(environment.get()).state();
        assertThat(state).containsOnlyKeys("seen", "count");
        assertThat(state.get("seen")).isInstanceOf(ConcurrentHashMap.KeySetView.class);
    }

    @Test
    void a_plugin_waits_for_what_it_needs_and_starts_once_that_is_there() {
        source.put("b", () -> new Told("2", "a"));
        source.put("c", () -> new Told("3"));
        start();
        assertThat(running()).containsExactly("c 3");
        assertThat(runtime.troubles()).containsOnlyKeys("b");
        source.put("a", () -> new Told("1"));
        runtime.reload();
        assertThat(running()).containsExactlyInAnyOrder("a 1", "b 2", "c 3");
        assertThat(runtime.troubles()).isEmpty();
    }

    @Test
    void a_failure_is_confined_to_the_plugin_and_those_that_need_it() {
        source.put("a", () -> new Told("1") {
            @Override
            public void onStart() throws Exception {
                throw new IllegalStateException("no luck");
            }
        });
        source.put("b", () -> new Told("2", "a"));
        source.put("c", () -> new Told("3", "a? >=1"));
        start();
        assertThat(running()).containsExactly("c 3");
        assertThat(runtime.troubles().get("a")).contains("no luck");
        assertThat(runtime.troubles().get("b")).isEqualTo("it needs a, which does not run");
    }

    /** Left out like another plugin, it would leave the door open. */
    @Test
    void a_guard_of_requests_that_does_not_start_refuses_the_start() {
        class Guard extends Told implements MiddlewarePlugin {

            Guard() {
                super("1");
            }

            @Override
            public PluginResult execute(PluginContext context) {
                return PluginResult.success();
            }

            @Override
            public void onStart() {
                throw new IllegalStateException("no key");
            }

            @Override
            public CompletionStage<HttpAnswer> processRequest(HttpRequest request, Next next) {
                return next.proceed(request);
            }

            @Override
            public boolean refusesWhenFailing() {
                return true;
            }
        }
        source.put("guard", Guard::new);
        assertThatThrownBy(this::start)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("plugins/guard: failed to start: java.lang.IllegalStateException: no key");
    }

    @Test
    void plugins_of_other_kinds_alone_run_at_no_stage() {
        HealthPlugin health = new HealthPlugin() {
            @Override
            public String name() {
                return "health";
            }

            @Override
            public HealthStatus checkHealth() {
                return HealthStatus.up();
            }
        };
        assertThat(LoadedPlugin.of(health).runsAt("claimx", "event_ingest")).isFalse();
        assertThat(LoadedPlugin.of(new Told("1")).runsAt("claimx", "event_ingest"))
                .isTrue();
    }

    @Test
    void a_plugin_that_is_switched_off_ends_and_is_shown_as_disabled() {
        source.put("a", () -> new Told("1"));
        start();
        source.disable("a");
        assertThat(runtime.reload().removed()).containsExactly("a");
        assertThat(running()).isEmpty();
        assertThat(runtime.statuses()).extracting(PluginStatus::state).containsExactly(PluginState.DISABLED);
        source.put("a", () -> new Told("1"));
        assertThat(runtime.reload().added()).containsExactly("a");
        assertThat(runtime.statuses()).extracting(PluginStatus::state).containsExactly(PluginState.STARTED);
    }

    @Test
    void the_bus_and_the_points_hear_of_it() throws Exception {
        List<String> told = new ArrayList<>();
        source.put("listener", () -> new Told("0") {
            @Override
            public void onLoad(PluginEnvironment environment) {
                environment
                        .events()
                        .subscribe(
                                "*",
                                event -> told.add(
                                        event.type() + " " + event.data().get("plugin")));
                for (String point : List.of(
                        ExtensionPoints.PLUGIN_LOADED,
                        ExtensionPoints.PLUGIN_STARTED,
                        ExtensionPoints.PLUGIN_STOPPED)) {
                    environment.extensionPoints().register(point, 1, name -> {
                        told.add("point " + point + " " + name);
                        return null;
                    });
                }
            }
        });
        start();
        told.clear();
        source.put("a", () -> new Told("1"));
        runtime.reload();
        source.remove("a");
        runtime.reload();
        assertThat(told)
                .containsExactly(
                        "point plugin.loaded a",
                        "plugin.loaded a",
                        "point plugin.started a",
                        "plugin.started a",
                        "config.reloaded null",
                        "point plugin.stopped a",
                        "plugin.stopped a",
                        "config.reloaded null");
    }
}
