package dev.wadi.plugin.runtime;

import dev.wadi.plugin.finding.PluginCandidate;
import dev.wadi.plugin.ownership.PluginBinder;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Takes plugins into and out of what runs, between two messages. */
final class PluginSwap {

    private final PluginRegistry registry;
    private final Surroundings surroundings;
    private final List<PluginBinder> binders;
    private final LifecycleThreads threads;
    private final PluginNews news;

    PluginSwap(
            PluginRegistry registry,
            Surroundings surroundings,
            List<PluginBinder> binders,
            LifecycleThreads threads,
            PluginNews news) {
        this.registry = registry;
        this.surroundings = surroundings;
        this.binders = List.copyOf(binders);
        this.threads = threads;
        this.news = news;
    }

    /** Makes a plugin, if its constructor and its {@code configure} are done in time. */
    PluginDefinition define(PluginSource source, PluginCandidate candidate) throws Exception {
        AtomicReference<@Nullable PluginDefinition> made = new AtomicReference<>();
        threads.run(
                "wadi-plugin-" + candidate.name() + "-make",
                PluginSwap.class.getClassLoader(),
                () -> made.set(source.define(candidate)));
        return Objects.requireNonNull(made.get());
    }

    /**
     * Begins a plugin, in the place of the one that runs, if there is one: that ends once the new one runs.
     *
     * @param slots all slots
     * @return why it does not run, and nothing has changed; empty if it runs
     */
    String begin(Collection<PluginSlot> slots, PluginSlot slot, PluginDefinition definition) {
        PluginLife next = new PluginLife(definition, surroundings, threads);
        try {
            return begin(slots, slot, next);
        } catch (RuntimeException | Error e) {
            if (slot.life() != next) {
                next.unload();
            }
            throw e;
        }
    }

    private String begin(Collection<PluginSlot> slots, PluginSlot slot, PluginLife next) {
        PluginLife before = slot.isStarted() ? slot.life() : null;
        if (before != null) {
            before.handOnTo(next);
            next.silence(true); // what it registers counts once it has taken the place
        }
        if (!next.resolve()) {
            return next.failure();
        }
        news.loaded(slot.name());
        if (!next.start()) {
            return next.failure();
        }
        if (before != null) {
            before.handOnTo(next);
            before.unbind();
        }
        if (!next.bind(binders)) {
            if (before != null && !before.bind(binders)) {
                publish(slots);
            }
            return next.failure();
        }
        if (before != null) {
            before.silence(true);
            next.silence(false);
        }
        slot.live(next);
        publish(slots);
        news.started(slot.name());
        if (before != null) {
            end(before);
        }
        return "";
    }

    /** Ends a plugin that has left its slot, and will not come back. */
    void endForGood(Collection<PluginSlot> slots, PluginLife life) {
        publish(slots);
        end(life);
        registry.forget(life.name());
    }

    private void end(PluginLife life) {
        boolean ran = life.state() == PluginState.STARTED;
        registry.drain(life.loaded());
        life.unload();
        if (ran) {
            news.stopped(life.name());
        }
    }

    /** What runs, from the next message on. */
    private void publish(Collection<PluginSlot> slots) {
        registry.replace(slots.stream()
                .filter(PluginSlot::isStarted)
                .map(slot -> Objects.requireNonNull(slot.life()).loaded())
                .toList());
    }
}
