package dev.wadi.plugin.shipped.request;

import dev.wadi.plugin.spi.ActionOrigin;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.PluginResult;
import java.util.concurrent.CompletionStage;

/** Makes the action {@code send_email} known, which any plugin can then ask for. */
public final class SendEmailPlugin implements Plugin {

    private String connection = "";
    private String path = "/send";

    @Override
    public String name() {
        return "send_email";
    }

    @Override
    public String description() {
        return "Makes the action send_email known";
    }

    @Override
    public void configure(PluginConfig config) {
        config.refuseUnknown(RequestAction.CONNECTION, "path");
        connection = RequestAction.connection(config);
        path = config.text("path").orElse("/send");
    }

    @Override
    public void onLoad(PluginEnvironment environment) {
        environment.registerAction("send_email", (action, origin) -> send(environment, action, origin));
    }

    private CompletionStage<?> send(PluginEnvironment environment, PluginAction.Custom action, ActionOrigin origin) {
        Params params = Params.of(action, Email.PARAMS);
        return RequestAction.connection(environment, params, connection)
                .request("POST", path, RequestAction.headers(origin), Email.of(params, origin));
    }

    /** Nothing: it runs at no stage of its own. */
    @Override
    public PluginResult execute(PluginContext context) {
        return PluginResult.success();
    }
}
