package dev.wadi.plugin.shipped;

import dev.wadi.config.Variables;
import dev.wadi.plugin.code.CodePolicy;
import dev.wadi.plugin.finding.PluginPlaces;
import dev.wadi.plugin.runtime.PluginDefinition;
import dev.wadi.plugin.runtime.PluginLoader;
import dev.wadi.plugin.runtime.Stages;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** Loads the task trigger from YAML and shows it events. */
abstract class TaskTriggerTest {

    static final String ASSIGNED = "CUSTOM_TASK_ASSIGNED";
    static final String COMPLETED = "CUSTOM_TASK_COMPLETED";
    static final Map<String, String> ENVIRONMENT = Map.of("WEBHOOK_TOKEN", "canary");

    final Path plugins;

    TaskTriggerTest(Path plugins) {
        this.plugins = plugins;
    }

    PluginDefinition load(String config) throws IOException {
        Path folder = Files.createDirectories(plugins.resolve("task_trigger"));
        Files.writeString(folder.resolve("config.yaml"), config);
        return new PluginLoader(
                        PluginPlaces.of(plugins),
                        CodePolicy.DEFAULT,
                        Variables.of(ENVIRONMENT),
                        Set.of("external_api"),
                        new Stages(List.of()))
                .load()
                .getFirst();
    }

    /** A plugin with only these triggers, written as in the documents: indented under {@code triggers:}. */
    PluginDefinition triggers(String triggers) throws IOException {
        return load("config:\n  triggers:\n" + triggers.indent(4));
    }

    static Map<String, Object> task(Object taskId) {
        return Map.of(
                "task_id", taskId, "assignment_id", 789, "task_name", "Photo Documentation", "status", "completed");
    }

    static PluginContext event(String type, List<?> tasks) {
        Map<String, Object> body = new HashMap<>();
        body.put("event_id", "abc123");
        body.put("event_type", type);
        body.put("project_id", "12345");
        body.put("tasks", tasks);
        body.put("projects", List.of(Map.of("project_number", "P-1")));
        DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(body);
        return new ExchangeContext(
                exchange, "claimx", "enrichment_complete", Instant.parse("2026-01-10T12:34:56.789Z"));
    }

    static PluginResult run(PluginDefinition plugin, String type, Object... taskIds) throws Exception {
        List<Object> tasks = new ArrayList<>();
        for (Object id : taskIds) {
            tasks.add(task(id));
        }
        return plugin.plugin().execute(event(type, tasks));
    }

    static List<String> kinds(PluginResult result) {
        return result.actions().stream().map(PluginAction::kind).toList();
    }
}
