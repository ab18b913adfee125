import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import java.util.Set;

/**
 * A plugin in one file. Copy it to plugins/greeting/GreetingPlugin.java: where Java comes with a compiler (a JDK) it runs
 * from the next record on, without a build. Delete the folder, and it is gone.
 */
public class GreetingPlugin implements Plugin {

    private String greeting = "Hello";

    @Override
    public String name() {
        return "greeting"; // the name of its folder
    }

    @Override
    public Set<String> stages() {
        return Set.of("event_ingest"); // where it runs; leave this out to run everywhere
    }

    @Override
    public void configure(PluginConfig config) { // the section "config:" of plugins/greeting/config.yaml, if there is one
        config.refuseUnknown("greeting"); // a typo shall be an error, with its line
        greeting = config.text("greeting").orElse(greeting);
    }

    @Override
    public PluginResult execute(PluginContext context) { // for each message; quick, and by many threads at once
        if (context.eventType().isEmpty()) {
            return PluginResult.skip("an event without a type is not greeted");
        }
        return PluginResult.success() // the message goes on, and what is asked for here is done meanwhile
                .with(
                        new PluginAction.Log(System.Logger.Level.INFO, greeting + ", {event_type} of {project_id}"),
                        new PluginAction.AddHeader("x-greeting", greeting),
                        PluginAction.Metric.count("greetings"));
    }
}
