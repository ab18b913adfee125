package dev.wadi.connection;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connections of the configuration as they run, and who uses them. Thread-safe. */
final class RunningConnections implements AutoCloseable {

    /** What became of a connection by a configuration. */
    enum Change {
        NEW,
        CHANGED,
        SAME,
        UNUSABLE
    }

    private final Map<String, NamedConnection> byName = new ConcurrentHashMap<>();
    private final Set<NamedConnection> removed = ConcurrentHashMap.newKeySet(); // whose calls may be under way
    private final Map<String, String> users = new ConcurrentHashMap<>();
    private final HttpRuntime runtime;
    private final Supplier<CompletionStage<Void>> rereading;
    private final List<BiConsumer<String, CircuitBreaker>> takers = new CopyOnWriteArrayList<>();

    /** @param rereading reads the configuration anew */
    RunningConnections(HttpRuntime runtime, Supplier<CompletionStage<Void>> rereading) {
        this.runtime = runtime;
        this.rereading = rereading;
    }

    Set<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    /** A connection as it is now; null if there is none. */
    @Nullable
    NamedConnection find(String name) {
        return byName.get(name);
    }

    /** A connection for somebody; null if there is none. */
    @Nullable
    NamedConnection get(String name, String user) {
        synchronized (users) {
            NamedConnection connection = byName.get(name);
            if (connection != null) {
                users.putIfAbsent(name, user);
            }
            return connection;
        }
    }

    /**
     * Goes by a configuration from now on.
     *
     * @param place where it stands
     * @param problems gets why it can't be opened; what ran before goes on then
     */
    Change take(ConnectionConfig config, String place, Problems problems) {
        try {
            return take(config);
        } catch (ConfigException e) {
            problems.addAll(e);
        } catch (RuntimeException e) { // without its message, which may quote what is secret
            problems.add(
                    place,
                    "the connection '" + config.name() + "' can't be opened ("
                            + e.getClass().getSimpleName() + ")");
        }
        return Change.UNUSABLE;
    }

    /** Goes by a configuration from now on. */
    Change take(ConnectionConfig config) {
        String name = config.name();
        NamedConnection known = byName.get(name);
        if (known == null) {
            NamedConnection opened = new NamedConnection(config, runtime, rereading);
            byName.put(name, opened);
            give(name, opened.breaker());
            return Change.NEW;
        }
        if (known.config().equals(config)) {
            return Change.SAME;
        }
        CircuitBreaker before = known.breaker();
        known.become(config);
        if (known.breaker() != before) {
            give(name, known.breaker());
        }
        return Change.CHANGED;
    }

    /**
     * Lets a connection go, whose calls under way go on.
     *
     * @return who uses it, if somebody does: it stays then
     */
    Optional<String> remove(String name) {
        NamedConnection gone;
        synchronized (users) {
            String user = users.get(name);
            if (user != null) {
                return Optional.of(user);
            }
            gone = byName.remove(name);
        }
        if (gone != null) {
            removed.removeIf(NamedConnection::isOver);
            removed.add(gone);
            gone.retire();
        }
        return Optional.empty();
    }

    Map<String, CircuitBreaker> breakers() {
        Map<String, CircuitBreaker> now = new TreeMap<>();
        byName.forEach((name, connection) -> now.put(name, connection.breaker()));
        return now;
    }

    /** Gives each circuit breaker to somebody, and those that come later. */
    void giveBreakers(BiConsumer<String, CircuitBreaker> taker) {
        takers.add(taker);
        breakers().forEach(taker);
    }

    private void give(String name, CircuitBreaker breaker) {
        takers.forEach(taker -> taker.accept(name, breaker));
    }

    @Override
    public void close() {
        byName.values().forEach(NamedConnection::close);
        removed.forEach(NamedConnection::close);
    }
}
