package dev.wadi.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.plugin.spi.PluginAction;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionLimitsTest {

    private static ActionLimits topics(String... patterns) {
        return new ActionLimits(Optional.of(Set.of(patterns)), Optional.empty());
    }

    private static ActionLimits hosts(String... patterns) {
        return new ActionLimits(Optional.empty(), Optional.of(Set.of(patterns)));
    }

    @ParameterizedTest
    @CsvSource({
        "plugin.photo, plugin.photo, true",
        "plugin.photo, plugin.photos, false",
        "plugin.photo, a.plugin.photo, false",
        "plugin.photo, pluginXphoto, false",
        "plugin.*, plugin.photo, true",
        "plugin.*, plugin., true",
        "plugin.*, plugin, false",
        "*, anything, true",
        "*.dlq, a.dlq.dlq, true",
        "*.dlq, a.dlq.x, false",
        "a*b*c, aXbXbXc, true",
        "a*b*c, aXbXb, false",
        "a**c, ac, true",
        "Plugin.*, plugin.photo, false"
    })
    void a_star_stands_for_any_characters_and_nothing_else_does(String pattern, String topic, boolean allowed) {
        assertThat(topics(pattern).refuseTopic(topic).isEmpty()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.com, https://api.example.com/x, true",
        "api.example.com, https://API.Example.com/x, true",
        "API.example.com, https://api.example.com:8443/x, true",
        "api.example.com:443, https://api.example.com/x, true",
        "api.example.com:443, https://api.example.com:8443/x, false",
        "api.example.com:80, http://api.example.com/x, true",
        "*.example.com, https://api.example.com/x, true",
        "*.example.com, https://api.example.com.evil.net/x, false",
        "*.example.com, https://evil.net/api.example.com, false",
        "*.example.com, https://evil.net?api.example.com, false",
        "api.example.com, https://api.example.com@evil.net/x, false",
        "api.example.com, https://api.example.com:1@evil.net/x, false",
        "*, https://under_score/x, false"
    })
    void a_url_is_judged_by_the_host_that_would_be_called(String pattern, URI url, boolean allowed) {
        assertThat(hosts(pattern).refuseHost(url).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void says_what_is_allowed() {
        assertThat(topics("plugin.*", "audit").refuseTopic("claimx.events.raw"))
                .contains("may not publish to 'claimx.events.raw'. Allowed: audit, plugin.*");
        assertThat(topics().refuseTopic("t")).contains("may not publish to 't'. Allowed: none");
        assertThat(hosts("receiver").refuseConnection("claimx_api"))
                .contains("may not call the connection 'claimx_api'. Allowed: receiver");
        assertThat(hosts("receiver").refuseHost(URI.create("https://user:canary@evil.net/x?token=canary")))
                .contains("may not call the host 'evil.net'. Allowed: receiver");
    }

    @Test
    void without_limits_everything_is_allowed() {
        assertThat(ActionLimits.NONE.refuseTopic("t")).isEmpty();
        assertThat(ActionLimits.NONE.refuseConnection("c")).isEmpty();
        assertThat(ActionLimits.NONE.refuseHost(URI.create("http://x"))).isEmpty();
    }

    @Test
    void only_what_leaves_wadi_is_limited() {
        ActionLimits nowhere = new ActionLimits(Optional.of(Set.of()), Optional.of(Set.of()));
        assertThat(nowhere.refuse(new PluginAction.Log(System.Logger.Level.INFO, "hello")))
                .isEmpty();
        assertThat(nowhere.refuse(PluginAction.Metric.count("photos"))).isEmpty();
        assertThat(nowhere.refuse(new PluginAction.PublishToTopic("t", null, null, Map.of())))
                .isPresent();
        assertThat(nowhere.refuse(ActionTest.webhook())).isPresent();
    }
}
