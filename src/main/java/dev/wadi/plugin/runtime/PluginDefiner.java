package dev.wadi.plugin.runtime;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.config.YamlMapping;
import dev.wadi.plugin.binding.ConfigSchema;
import dev.wadi.plugin.binding.SecretValues;
import dev.wadi.plugin.binding.YamlPluginConfig;
import dev.wadi.plugin.code.CodePolicy;
import dev.wadi.plugin.code.PluginCode;
import dev.wadi.plugin.dependency.Dependency;
import dev.wadi.plugin.finding.PluginCandidate;
import dev.wadi.plugin.finding.PluginSettings;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.handler.EnrichmentHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes plugins of candidates: finds the class, makes an instance, checks and hands over the configuration. */
final class PluginDefiner {

    private static final Logger LOG = LoggerFactory.getLogger(PluginDefiner.class);

    private final CodePolicy policy;
    private final Variables variables;
    private final Set<String> connections;
    private final Stages stages;
    private final Implementations implementations;

    PluginDefiner(
            CodePolicy policy,
            Variables variables,
            Set<String> connections,
            Stages stages,
            Implementations implementations) {
        this.policy = policy;
        this.variables = variables;
        this.connections = Set.copyOf(connections);
        this.stages = stages;
        this.implementations = implementations;
    }

    /** @throws ConfigException with everything that is wrong with it, and none of its secrets */
    PluginDefinition define(PluginCandidate candidate) {
        Problems problems = new Problems();
        problems.addAll(candidate.problems());
        PluginSettings settings = candidate
                .settings()
                .map(found -> found.into(problems))
                .orElseThrow(() -> new ConfigException(candidate.problems()));
        try {
            PluginCode code = code(settings);
            try {
                PluginDefinition definition = defined(settings, code);
                problems.throwIfAny();
                var unused = SecretValues.of(settings.config()); // from now on nothing shows them
                logLoaded(definition);
                return definition;
            } catch (RuntimeException | Error e) {
                code.close();
                throw e;
            }
        } catch (ConfigException e) {
            problems.addAll(e.problems());
        } catch (RuntimeException | Error e) {
            problems.add(settings.classPlace(), "the plugin '" + settings.name() + "' can't be loaded: " + e);
        }
        SecretValues secrets = SecretValues.of(settings.config());
        throw new ConfigException(problems.found().stream()
                .map(found -> new Problem(found.where(), secrets.hide(found.message())))
                .toList());
    }

    private PluginCode code(PluginSettings settings) {
        Set<String> allowed = settings.terms().allowedCode();
        return PluginCode.of(
                settings.name(),
                settings.files().jars(),
                settings.files().sources(),
                allowed.isEmpty()
                        ? policy
                        : policy.allowing(allowed, settings.file().place("allow_code")));
    }

    private static void logLoaded(PluginDefinition plugin) {
        String folder = plugin.place().substring(plugin.place().lastIndexOf('/') + 1);
        LOG.info("Loaded plugin from directory | plugin_name={} plugin_dir={}", plugin.name(), folder);
        LOG.debug("Plugin loaded | plugin_name={} plugin_version={}", plugin.name(), plugin.version());
    }

    private PluginDefinition defined(PluginSettings settings, PluginCode code) {
        Plugin plugin = plugin(settings, implementations.instance(settings, code));
        configure(plugin, settings);
        Set<String> itsStages = settings.stages().orElseGet(plugin::stages);
        stages.check(itsStages, settings.file().place("stages"), settings.problems());
        Set<String> domains = settings.domains().orElseGet(plugin::domains);
        checkScope(domains, settings);
        return new PluginDefinition(
                settings.name(),
                settings.place(),
                plugin,
                plugin.version(),
                settings.priority().orElseGet(plugin::priority),
                domains,
                itsStages,
                settings.eventTypes().orElseGet(plugin::eventTypes),
                dependencies(plugin, settings),
                settings.terms(),
                code);
    }

    private static Plugin plugin(PluginSettings settings, Object instance) {
        return switch (instance) {
            case Plugin itself -> itself;
            case EnrichmentHandler handler -> new HandlerClassPlugin(settings.name(), handler.getClass());
            case Processor processor -> new ProcessorPlugin(settings.name(), processor);
            default ->
                throw new ConfigException(
                        settings.classPlace(),
                        "'" + instance.getClass().getName() + "' is no plugin. It must implement "
                                + Plugin.class.getName() + ", " + EnrichmentHandler.class.getName() + " or "
                                + Processor.class.getName());
        };
    }

    private void configure(Plugin plugin, PluginSettings settings) {
        Problems problems = settings.problems();
        YamlMapping defaults = YamlFile.of(
                plugin.defaultConfig(), "the defaults of the plugin '" + settings.name() + "'", variables, problems);
        YamlMapping config = settings.config().over(defaults);
        int before = problems.found().size();
        if (!plugin.configSchema().isBlank()) {
            ConfigSchema.of(plugin.configSchema(), settings.classPlace()).check(config);
        }
        if (problems.found().size() == before) {
            plugin.configure(new YamlPluginConfig(config, connections));
        }
    }

    private static void checkScope(Set<String> domains, PluginSettings settings) {
        settings.terms()
                .scope()
                .only()
                .filter(only -> !domains.isEmpty() && !domains.contains(only))
                .ifPresent(only -> settings.problems()
                        .add(
                                settings.namePlace(),
                                "the plugin '" + settings.name() + "' never runs: what stands here is for the domain '"
                                        + only + "', but the plugin is for " + String.join(", ", domains)));
    }

    private static List<Dependency> dependencies(Plugin plugin, PluginSettings settings) {
        List<Dependency> all = new ArrayList<>(settings.terms().dependencies());
        for (String text : plugin.dependencies()) {
            try {
                all.add(Dependency.parse(text));
            } catch (IllegalArgumentException e) {
                settings.problems().add(settings.classPlace(), "its own dependencies: " + e.getMessage());
            }
        }
        return all;
    }
}
