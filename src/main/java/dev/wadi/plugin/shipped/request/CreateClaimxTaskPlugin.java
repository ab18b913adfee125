package dev.wadi.plugin.shipped.request;

import dev.wadi.plugin.spi.ActionOrigin;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.PluginResult;
import dev.wadi.plugin.spi.http.PluginConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Makes the action {@code create_claimx_task} known, which any plugin can then ask for. */
public final class CreateClaimxTaskPlugin implements Plugin {

    private static final String KIND = "create_claimx_task";
    private static final Set<String> PARAMS = Set.of(
            "connection",
            "project_id",
            "claim_number",
            "task_type",
            "task_data",
            "sender_username",
            "use_primary_contact_as_sender");

    private String connection = "";

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public String description() {
        return "Makes the action create_claimx_task known";
    }

    @Override
    public void configure(PluginConfig config) {
        config.refuseUnknown(RequestAction.CONNECTION);
        connection = RequestAction.connection(config);
    }

    @Override
    public void onLoad(PluginEnvironment environment) {
        environment.registerAction(KIND, (action, origin) -> create(environment, action, origin));
    }

    private CompletionStage<?> create(PluginEnvironment environment, PluginAction.Custom action, ActionOrigin origin) {
        Params params = Params.of(action, PARAMS);
        Map<String, Object> task = task(params);
        PluginConnection claimx = RequestAction.connection(environment, params, connection);
        return projectId(claimx, params).thenCompose(projectId -> {
            task.put("projectId", projectId);
            return claimx.request("POST", "/import/project/actions", RequestAction.headers(origin), task);
        });
    }

    /** The request's body but for the project. */
    private static Map<String, Object> task(Params params) {
        if (params.value("project_id").isEmpty() && params.value("claim_number").isEmpty()) {
            throw new IllegalArgumentException(KIND + " needs the parameter 'project_id' or 'claim_number'");
        }
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("usePrimaryContactAsSender", params.flag("use_primary_contact_as_sender", true));
        task.put("type", params.required("task_type"));
        task.put("data", params.required("task_data"));
        params.text("sender_username").ifPresent(sender -> task.put("senderUserName", sender));
        return task;
    }

    private static CompletionStage<Object> projectId(PluginConnection claimx, Params params) {
        Optional<Object> given = params.value("project_id");
        if (given.isPresent()) {
            return CompletableFuture.completedFuture(given.get());
        }
        String number = params.required("claim_number").toString();
        return claimx.get(
                        "/export/project/projectId?projectNumber=" + URLEncoder.encode(number, StandardCharsets.UTF_8))
                .thenApply(answer -> projectId(answer)
                        .orElseThrow(() -> new IllegalStateException(
                                "ClaimX knows no project for the claim number that " + KIND + " was given")));
    }

    /** The answer is the id itself, or an object with it. */
    private static Optional<Object> projectId(@Nullable Object answer) {
        @Nullable
        Object id =
                switch (answer) {
                    case Map<?, ?> map -> map.get("projectId") == null ? map.get("id") : map.get("projectId");
                    case null -> null;
                    case Object other -> other;
                };
        return id instanceof Number || (id instanceof String text && !text.isBlank())
                ? Optional.of(id)
                : Optional.empty();
    }

    /** Nothing: it runs at no stage of its own. */
    @Override
    public PluginResult execute(PluginContext context) {
        return PluginResult.success();
    }
}
