package dev.wadi.plugin.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.fake.FakePlugin;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class RouteStepTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(camel);

    @Test
    void a_plugin_is_a_camel_processor() throws Exception {
        new FakePlugin("a", 1, context -> PluginResult.filter("no").with(new PluginAction.AddHeader("x", "1")))
                .process(exchange);
        assertThat(exchange.isRouteStop()).isTrue();
        assertThat(exchange.getMessage().getHeader("x")).isEqualTo("1");
    }

    @Test
    void an_action_without_a_host_is_an_error_and_not_lost() {
        FakePlugin plugin =
                new FakePlugin("a", 1, context -> PluginResult.success().with(PluginAction.Metric.count("m")));
        assertThatThrownBy(() -> plugin.process(exchange))
                .hasMessage("plugin 'a' asks for metric, but Camel's registry has no PluginHost that could carry it"
                        + " out");
    }

    @Test
    void a_host_runs_the_plugin_where_there_is_one() throws Exception {
        List<String> hosted = new ArrayList<>();
        camel.getRegistry().bind("host", PluginHost.class, (PluginHost) (plugin, ex, callback) -> {
            hosted.add(plugin.name());
            callback.done(true);
            return true;
        });
        new FakePlugin("a", 1, context -> PluginResult.success()).process(exchange);
        assertThat(hosted).containsExactly("a");
    }
}
