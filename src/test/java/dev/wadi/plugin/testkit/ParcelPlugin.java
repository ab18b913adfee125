package dev.wadi.plugin.testkit;

import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.PluginResult;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A plugin that asks for one of everything. What it does depends on the message's {@code want}. */
public final class ParcelPlugin implements Plugin {

    private String topic = "parcels";

    @Override
    public String name() {
        return "parcel";
    }

    @Override
    public void configure(PluginConfig config) {
        config.refuseUnknown("topic");
        topic = config.text("topic").orElse(topic);
    }

    @Override
    public void onLoad(PluginEnvironment environment) {
        environment.registerAction("weigh", (action, origin) -> CompletableFuture.completedFuture("weighed"));
        var unused = environment
                .events()
                .subscribe("truck.*", event -> environment.state().put("truck", event.type()));
    }

    @Override
    public PluginResult execute(PluginContext context) throws Exception {
        return switch (String.valueOf(context.field("message.want"))) {
            case "everything" -> everything(context);
            case "nothing" -> PluginResult.skip("not wanted");
            case "filter" -> PluginResult.filter("returned to sender");
            case "null" -> none();
            case "throw" -> throw new IllegalStateException("dropped");
            case "unknown" -> PluginResult.success().with(new PluginAction.Custom("paint", Map.of()));
            case "count" -> count(context);
            case "truck" ->
                PluginResult.success()
                        .with(new PluginAction.AddHeader(
                                "x-truck", String.valueOf(context.state().get("truck"))));
            case "address" -> PluginResult.success().with(new PluginAction.AddHeader("x-street", street(context)));
            case String other -> PluginResult.failed("cannot " + other);
        };
    }

    @SuppressWarnings("NullAway") // what a plugin must not do
    private static PluginResult none() {
        return null;
    }

    private PluginResult everything(PluginContext context) {
        context.ask(new PluginAction.Log(System.Logger.Level.INFO, "parcel {event_id} at {stage}"));
        return PluginResult.success("packed")
                .with(
                        new PluginAction.AddHeader("x-parcel", "yes"),
                        new PluginAction.PublishToTopic(
                                topic,
                                Map.of(
                                        "id",
                                        7,
                                        "size",
                                        Map.of("x", 1, "y", 2.5),
                                        "at",
                                        context.timestamp().toString()),
                                null,
                                Map.of("x-own", "1")),
                        PluginAction.HttpWebhook.toConnection("depot", "/in", Map.of("id", 7)),
                        PluginAction.Metric.count("parcels"),
                        new PluginAction.Custom("weigh", Map.of("unit", "kg")));
    }

    private static PluginResult count(PluginContext context) {
        Object seen = context.state().merge("seen", 1, (a, b) -> (Integer) a + (Integer) b);
        return PluginResult.success().with(new PluginAction.AddHeader("x-seen", String.valueOf(seen)));
    }

    private static String street(PluginContext context) throws Exception {
        Object answer = context.connection("register")
                .get("/street?of=" + context.projectId())
                .toCompletableFuture()
                .get(1, TimeUnit.SECONDS);
        return answer instanceof Map<?, ?> found ? String.valueOf(found.get("street")) : "unknown";
    }
}
