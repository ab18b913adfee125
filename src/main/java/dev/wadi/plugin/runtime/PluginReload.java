package dev.wadi.plugin.runtime;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problem;
import dev.wadi.plugin.dependency.Dependency;
import dev.wadi.plugin.dependency.DependencyOrder;
import dev.wadi.plugin.dependency.PluginName;
import dev.wadi.plugin.finding.PluginCandidate;
import dev.wadi.plugin.spi.kind.MiddlewarePlugin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One pass that makes what runs into what was found. First everything new is made and checked beside what runs; then each
 * plugin is swapped for itself. What can't be made, or can't start, leaves what ran before running.
 */
final class PluginReload {

    private final Map<String, PluginSlot> slots;
    private final PluginSource source;
    private final PluginSwap swap;
    private final PluginNews news;
    private final PluginChanges changes = PluginChanges.none();
    private final Map<String, PluginDefinition> fresh = new LinkedHashMap<>();
    private final List<Problem> unguarded = new ArrayList<>();

    /**
     * Prepares a pass.
     *
     * @param slots the slots, which it changes
     */
    PluginReload(Map<String, PluginSlot> slots, PluginSource source, PluginSwap swap, PluginNews news) {
        this.slots = slots;
        this.source = source;
        this.swap = swap;
        this.news = news;
    }

    /**
     * Runs the pass.
     *
     * @param forced plugins to be made anew even if nothing of them has changed
     */
    PluginChanges run(List<PluginCandidate> found, Predicate<String> forced) {
        Map<String, PluginCandidate> byName = new LinkedHashMap<>();
        found.forEach(candidate -> byName.put(candidate.name(), candidate));
        found.forEach(candidate -> asWhatItWas(candidate, byName));
        end(byName);
        for (PluginCandidate candidate : byName.values()) {
            consider(candidate, forced.test(candidate.name()));
        }
        if (!fresh.isEmpty()) {
            slots.values().stream().filter(PluginSlot::waitsForOthers).forEach(this::makeUnlessMade);
        }
        begin();
        return changes;
    }

    /** What can't be read well enough to tell its name is taken for the plugins of its place that are missing now. */
    private void asWhatItWas(PluginCandidate candidate, Map<String, PluginCandidate> byName) {
        for (PluginSlot slot : slots.values()) {
            candidate.laterThan(slot.found()).ifPresent(later -> {
                if (byName.putIfAbsent(later.name(), later) == null) {
                    byName.remove(candidate.name(), candidate);
                }
            });
        }
    }

    /** Ends what is gone or switched off, unless what stays needs it. */
    private void end(Map<String, PluginCandidate> found) {
        List<PluginSlot> gone = slots.values().stream()
                .filter(slot -> !isWanted(found.get(slot.name())))
                .toList();
        Set<String> goneNames = gone.stream().map(PluginSlot::name).collect(Collectors.toSet());
        List<String> turns = running().names();
        List<PluginSlot> lastFirst = gone.stream()
                .sorted(Comparator.comparingInt((PluginSlot slot) -> turns.indexOf(slot.name()))
                        .reversed())
                .toList();
        for (PluginSlot slot : lastFirst) {
            List<String> needing = running().dependentsOf(slot.name()).stream()
                    .filter(name -> !goneNames.contains(name))
                    .toList();
            if (slot.isStarted() && !needing.isEmpty()) {
                refuse(slot, "it can't be removed while it is needed by " + String.join(", ", needing));
            } else {
                end(slot, found.get(slot.name()));
            }
        }
    }

    private static boolean isWanted(@Nullable PluginCandidate candidate) {
        return candidate != null && candidate.enabled();
    }

    private void end(PluginSlot slot, @Nullable PluginCandidate disabled) {
        PluginLife life = slot.life();
        if (disabled == null) {
            slots.remove(slot.name());
        } else {
            slot.find(disabled);
            slot.live(null);
        }
        if (life != null) {
            swap.endForGood(slots.values(), life);
            changes.removed().add(slot.name());
            news.removed(slot.name());
        }
    }

    /** Makes what is new or changed. */
    private void consider(PluginCandidate candidate, boolean forced) {
        PluginSlot known = slots.get(candidate.name());
        if (!candidate.enabled()) {
            slots.computeIfAbsent(candidate.name(), name -> new PluginSlot(candidate))
                    .find(candidate);
            return;
        }
        boolean same = known != null && known.found().fingerprint().equals(candidate.fingerprint());
        if (same && !forced) {
            return;
        }
        PluginSlot slot = known == null ? new PluginSlot(candidate) : known;
        slots.putIfAbsent(candidate.name(), slot);
        slot.find(candidate);
        if (!candidate.problems().isEmpty()) {
            refuse(slot, text(candidate.problems()));
            return;
        }
        makeUnlessMade(slot);
    }

    private void makeUnlessMade(PluginSlot slot) {
        if (!fresh.containsKey(slot.name())) {
            try {
                fresh.put(slot.name(), swap.define(source, slot.found()));
            } catch (ConfigException e) {
                refuse(slot, text(e.problems()));
            } catch (Exception e) {
                refuse(slot, "could not be made: " + e.getMessage());
            }
        }
    }

    private static String text(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    }

    /** Starts what is fresh, in the order of what needs what. */
    private void begin() {
        DependencyOrder order = withoutWhatBreaksOthers();
        for (String name : order.names()) {
            PluginDefinition definition = fresh.remove(name);
            if (definition != null) {
                begin(slot(name), definition);
            }
        }
        fresh.forEach((name, definition) -> {
            definition.code().close();
            slot(name).waitForOthers();
            refuse(slot(name), problem(order, name, "what it needs does not run"));
            noteGuard(slot(name), definition);
        });
    }

    private void begin(PluginSlot slot, PluginDefinition definition) {
        String missing = definition.dependencies().stream()
                .filter(needed -> !needed.optional())
                .map(Dependency::name)
                .filter(needed -> slots.values().stream()
                        .noneMatch(other -> PluginName.same(other.name(), needed) && other.isStarted()))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            definition.code().close();
            slot.waitForOthers();
            refuse(slot, "it needs " + missing + ", which does not run");
            noteGuard(slot, definition);
            return;
        }
        boolean replaces = slot.isStarted();
        String failure = begun(slot, definition);
        if (failure.isEmpty()) {
            (replaces ? changes.replaced() : changes.added()).add(slot.name());
            PluginLife life = Objects.requireNonNull(slot.life());
            if (replaces) {
                news.replaced(life);
            } else {
                news.added(life);
            }
        } else {
            refuse(slot, failure);
            noteGuard(slot, definition);
        }
    }

    /** Why it does not run; a fault of one plugin's must not keep the others from theirs. */
    private String begun(PluginSlot slot, PluginDefinition definition) {
        try {
            return swap.begin(slots.values(), slot, definition);
        } catch (RuntimeException | Error e) {
            return "could not be begun: " + e;
        }
    }

    /** What guards requests and does not run leaves them unguarded. */
    private void noteGuard(PluginSlot slot, PluginDefinition definition) {
        boolean guards = definition.plugin() instanceof MiddlewarePlugin guard && guard.refusesWhenFailing();
        if (guards && !slot.isStarted()) {
            unguarded.add(new Problem(slot.found().place(), slot.trouble()));
        }
    }

    /** The plugins that should guard requests, and do not run. */
    List<Problem> unguarded() {
        return List.copyOf(unguarded);
    }

    /** Gives up each new version that a plugin which runs, and stays as it is, could not live with. */
    private DependencyOrder withoutWhatBreaksOthers() {
        while (true) {
            DependencyOrder order = order();
            List<String> broken = order.problems().keySet().stream()
                    .filter(name -> slots.containsKey(name) && slot(name).isStarted() && !fresh.containsKey(name))
                    .toList();
            List<String> breaking = fresh.keySet().stream()
                    .filter(name -> running().dependentsOf(name).stream().anyMatch(broken::contains))
                    .toList();
            if (breaking.isEmpty()) {
                return order;
            }
            for (String name : breaking) {
                Objects.requireNonNull(fresh.remove(name)).code().close();
                refuse(slot(name), problem(order, broken.getFirst(), ""));
            }
        }
    }

    /** Of what runs and what is fresh. */
    private DependencyOrder order() {
        Map<String, PluginDefinition> all = new LinkedHashMap<>(runningDefinitions());
        all.putAll(fresh);
        return orderOf(all.values());
    }

    private DependencyOrder running() {
        return orderOf(runningDefinitions().values());
    }

    private static DependencyOrder orderOf(Collection<PluginDefinition> definitions) {
        return DependencyOrder.of(
                definitions.stream().map(PluginDefinition::dependent).toList());
    }

    private static String problem(DependencyOrder order, String name, String otherwise) {
        Problem problem = order.problems().get(name);
        return problem == null ? otherwise : problem.message();
    }

    private Map<String, PluginDefinition> runningDefinitions() {
        Map<String, PluginDefinition> running = new LinkedHashMap<>();
        for (PluginSlot slot : slots.values()) {
            PluginLife life = slot.life();
            if (life != null && slot.isStarted()) {
                running.put(slot.name(), life.loaded().definition());
            }
        }
        return running;
    }

    private PluginSlot slot(String name) {
        return Objects.requireNonNull(slots.get(name));
    }

    private void refuse(PluginSlot slot, String why) {
        slot.trouble(why);
        changes.failed().add(slot.name());
        if (slot.isStarted()) {
            news.kept(slot.name(), why);
        } else {
            news.failed(slot.name(), why);
        }
    }
}
