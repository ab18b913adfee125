package dev.wadi.plugin.shipped.request;

import dev.wadi.plugin.spi.ActionOrigin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is sent to the e-mail service. */
final class Email {

    static final Set<String> PARAMS = Set.of(
            "connection", "to", "subject", "body", "html", "cc", "bcc", "reply_to", "template_id", "template_data");

    private Email() {}

    /** @throws IllegalArgumentException if something is missing: the action becomes a dead letter that says so */
    static Map<String, Object> of(Params params, ActionOrigin origin) {
        params.required("to");
        Map<String, Object> email = new LinkedHashMap<>();
        email.put("to", params.texts("to"));
        if (params.value("template_id").isPresent()) {
            params.text("subject").ifPresent(subject -> email.put("subject", subject));
            email.put("template_id", params.required("template_id"));
            email.put("template_data", params.value("template_data").orElse(Map.of()));
        } else {
            email.put("subject", params.required("subject").toString());
            params.required("body");
        }
        params.text("body").ifPresent(body -> {
            email.put("content", body);
            email.put("content_type", params.flag("html", false) ? "text/html" : "text/plain");
        });
        for (String copies : List.of("cc", "bcc")) {
            if (!params.texts(copies).isEmpty()) {
                email.put(copies, params.texts(copies));
            }
        }
        params.text("reply_to").ifPresent(replyTo -> email.put("reply_to", replyTo));
        email.put(
                "metadata",
                Map.of(
                        "event_id", origin.eventId(),
                        "event_type", origin.eventType(),
                        "project_id", origin.projectId(),
                        "domain", origin.domain(),
                        "stage", origin.stage()));
        return email;
    }
}
