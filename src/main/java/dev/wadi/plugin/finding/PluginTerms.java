package dev.wadi.plugin.finding;

import dev.wadi.action.ActionLimits;
import dev.wadi.plugin.condition.PluginConditions;
import dev.wadi.plugin.dependency.Dependency;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * On what terms a plugin runs, beside its own configuration.
 *
 * @param scope the domains it may run in
 * @param conditions what must hold of a message
 * @param dependencies the plugins it needs, beyond those that it names itself
 * @param timeout how long an execution may take, if that is given
 * @param maxConcurrent how many executions there may be at once, if that is given; 0 for any number
 * @param limits where its actions may go
 * @param allowedCode what its code may use though it is forbidden to others
 */
public record PluginTerms(
        PluginScope scope,
        PluginConditions conditions,
        List<Dependency> dependencies,
        Optional<Duration> timeout,
        Optional<Integer> maxConcurrent,
        ActionLimits limits,
        Set<String> allowedCode) {

    /** No terms. */
    public static final PluginTerms NONE = new PluginTerms(
            PluginScope.ALL,
            PluginConditions.NONE,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            ActionLimits.NONE,
            Set.of());

    public PluginTerms {
        dependencies = List.copyOf(dependencies);
        allowedCode = Set.copyOf(allowedCode);
    }
}
