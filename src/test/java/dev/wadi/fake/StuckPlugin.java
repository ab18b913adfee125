package dev.wadi.fake;

import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/**
 * A plugin that does not come back until the test lets it, whatever interrupts it. It asks for a publication before, and
 * does all that it can to the message afterwards.
 */
public final class StuckPlugin implements Plugin {

    /** How it is stuck. */
    public enum Kind {
        /** It waits, and an interrupt does not end that. */
        HANGS,
        /** It computes. */
        LOOPS
    }

    private final String name;
    private final int priority;
    private final Kind kind;
    private final Predicate<PluginContext> when;
    private final CountDownLatch letGo = new CountDownLatch(1);

    public StuckPlugin(String name, int priority, Kind kind) {
        this(name, priority, kind, context -> true);
    }

    /** One that is stuck for some messages only. */
    public StuckPlugin(String name, int priority, Kind kind, Predicate<PluginContext> when) {
        this.name = name;
        this.priority = priority;
        this.kind = kind;
        this.when = when;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int priority() {
        return priority;
    }

    @Override
    public PluginResult execute(PluginContext context) {
        if (!when.test(context)) {
            return PluginResult.success();
        }
        context.headers().put("x-before", "ignored");
        context.ask(publish("before"));
        Map<String, Object> message = context.message();
        while (letGo.getCount() > 0) {
            if (kind == Kind.HANGS) {
                await();
            } else {
                Thread.onSpinWait();
            }
        }
        message.replaceAll((field, value) -> "spoilt");
        context.headers().put("x-after", "ignored");
        context.ask(publish("after"), new PluginAction.AddHeader("x-added", "ignored"));
        return PluginResult.filter("too late").with(publish("result"));
    }

    private void await() {
        try {
            letGo.await();
        } catch (InterruptedException e) {
            // That is what it is about: it goes on waiting.
        }
    }

    private static PluginAction publish(String topic) {
        return new PluginAction.PublishToTopic(topic, "x", null, Map.of());
    }

    /** Lets it come back, now and from now on. */
    public void letGo() {
        letGo.countDown();
    }
}
