package dev.wadi.plugin.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginActionTest {

    @Test
    void a_webhook_never_shows_its_credentials() {
        var address = new WebhookTarget.Address(URI.create("https://user:pass@api.example.com:8443/a/b?token=canary"));
        var webhook =
                new PluginAction.HttpWebhook(address, "post", Map.of("Authorization", "Bearer canary"), null, true);
        assertThat(webhook)
                .hasToString("HttpWebhook[POST https://api.example.com:8443/a/b, headers=[Authorization], async=true]");
    }

    @Test
    void refuses_what_can_never_be_carried_out() {
        assertThatThrownBy(() -> PluginAction.HttpWebhook.toUrl(URI.create("/relative"), null))
                .hasMessage("an absolute http or https URL is needed");
        assertThatThrownBy(() -> PluginAction.HttpWebhook.toUrl(URI.create("file:///etc/passwd"), null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PluginAction.PublishToTopic(" ", "x", null, Map.of()))
                .hasMessage("a topic is needed, but was blank");
        assertThatThrownBy(() -> new PluginAction.Metric("m", Double.NaN, Map.of()))
                .hasMessage("metric m: the value must be at least 0, but was NaN");
    }

    @Test
    void a_result_keeps_the_order_of_its_actions() {
        PluginAction header = new PluginAction.AddHeader("x", "1");
        PluginResult result = PluginResult.filter("too old").with(header);
        assertThat(result.actions()).containsExactly(new PluginAction.Filter("too old"), header);
        assertThat(result.status()).isEqualTo(PluginResult.Status.SUCCESS);
    }

    @Test
    void a_template_takes_values_and_leaves_what_it_does_not_know() {
        Map<String, Object> fields = Map.of("task_id", 456, "name", "two\nlines $1");
        assertThat(MessageTemplate.render("{task_id} {name} {absent} {} {", fields::get))
                .isEqualTo("456 two lines $1 {absent} {} {");
    }
}
