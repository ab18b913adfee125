package dev.wadi.plugin.testkit;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Variables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs plugins at stages as Wadi does: their files are read, their classes loaded and their messages handled by the same
 * code. Nothing leaves the process: what they publish, call and log is recorded. What is set counts from the first
 * {@link #stage} on. Not thread-safe.
 */
public final class StageHarness implements AutoCloseable {

    /** The time at which every test runs, unless it says otherwise. */
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Optional<Path> folder;
    private final StagedFolder staged = new StagedFolder();
    private final ScriptedConnections connections = new ScriptedConnections();
    private final RecordedEffects effects = new RecordedEffects();
    private final Map<String, String> variables = new ConcurrentHashMap<>();
    private final List<String> stageNames = new ArrayList<>();
    private Instant now = NOW;
    private @Nullable RunningRoute running;

    private StageHarness(Optional<Path> folder) {
        this.folder = folder;
    }

    /** All plugins of a folder such as {@code plugins/}, as they are switched on there. */
    public static StageHarness of(Path pluginsFolder) {
        return new StageHarness(Optional.of(pluginsFolder)).connectionsBeside(pluginsFolder);
    }

    /** One plugin, such as {@code plugins/greeting}; it runs even if its {@code config.yaml} switches it off. */
    public static StageHarness ofPlugin(Path folder) {
        return new StageHarness(Optional.empty()).and(folder);
    }

    /**
     * A plugin that consists of a {@code config.yaml}, with its class on the class path.
     *
     * @param name the plugin's name, unless the text gives one
     * @param config the text of the file
     */
    public static StageHarness ofYaml(String name, String config) {
        StageHarness harness = new StageHarness(Optional.empty());
        harness.staged.add(name, config);
        return harness;
    }

    /** With a further plugin, such as one that the first depends on. */
    public StageHarness and(Path pluginFolder) {
        staged.add(pluginFolder);
        Path parent = pluginFolder.toAbsolutePath().normalize().getParent();
        return parent == null ? this : connectionsBeside(parent);
    }

    /** With these connections, beside those in the project's {@code connections/} and those with answers. */
    public StageHarness connections(String... names) {
        connections.name(List.of(names));
        return this;
    }

    /** With a variable for <code>${NAME}</code> in the plugins' files, instead of the environment's. */
    public StageHarness variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** With stages beside Wadi's own. */
    public StageHarness stages(String... names) {
        stageNames.addAll(List.of(names));
        return this;
    }

    /** At that time, instead of {@link #NOW}. */
    public StageHarness at(Instant time) {
        now = time;
        return this;
    }

    /**
     * Has a connection answer a call. Of several answers to the same call each is given once, and the last one ever
     * after. A plugin's own call without an answer fails; a webhook's is answered with 200.
     *
     * @param path the path below the connection's address, with its query
     * @param json the answer's body
     */
    public StageHarness answer(String connection, String method, String path, String json) {
        return answer(connection, method, path, 200, json);
    }

    /** Has a connection answer with a status; from 300 on the call fails, as after the connection's last attempt. */
    public StageHarness answer(String connection, String method, String path, int status, String body) {
        connections.answer(connection, method, path, status, body);
        return this;
    }

    /** The calls of connections by now, in their order: the plugins' own and their webhooks. */
    public List<RecordedCall> calls() {
        return connections.calls();
    }

    /**
     * A stage to run messages at. The first call loads and starts the plugins.
     *
     * @throws ConfigException with everything that is wrong in their files, or if there is no such stage
     * @throws AssertionError if one can't be started
     */
    public HarnessedStage stage(String domain, String stage) {
        return new HarnessedStage(started(), domain, stage);
    }

    /** Publishes an event as Wadi does; the plugins that listen have heard it when this returns. */
    public void tell(String type, Map<String, @Nullable Object> details) {
        started().tell(type, details);
    }

    private RunningRoute started() {
        RunningRoute known = running;
        if (known == null) {
            known = start();
            running = known;
        }
        return known;
    }

    private RunningRoute start() {
        Variables all = new Variables(name -> variables.getOrDefault(name, System.getenv(name)));
        try {
            return new RunningRoute(
                    new RunningPlugins(
                            folder.orElse(staged.folder()),
                            all,
                            stageNames,
                            connections,
                            effects,
                            Clock.fixed(now, ZoneOffset.UTC)),
                    effects);
        } catch (ConfigException e) {
            throw staged.inOriginals(e);
        }
    }

    /** By their files' names: what is in them does not matter here. */
    private StageHarness connectionsBeside(Path pluginsFolder) {
        Path files = pluginsFolder.toAbsolutePath().normalize().resolveSibling("connections");
        if (Files.isDirectory(files)) {
            try (Stream<Path> entries = Files.list(files)) {
                connections.name(entries.map(file -> String.valueOf(file.getFileName()))
                        .filter(name -> name.endsWith(".yaml"))
                        .map(name -> name.substring(0, name.lastIndexOf('.')))
                        .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(files + " can't be listed", e);
            }
        }
        return this;
    }

    /** Stops and unloads the plugins. */
    @Override
    public void close() {
        RunningRoute known = running;
        if (known != null) {
            known.close();
        }
        staged.close();
    }
}
