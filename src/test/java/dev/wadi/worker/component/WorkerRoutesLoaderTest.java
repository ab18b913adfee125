package dev.wadi.worker.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** A worker's file in any Camel application. */
class WorkerRoutesLoaderTest {

    private static final String PARCELS = "input_topic: parcels\ndestination_connection: depot\n";

    private static DefaultCamelContext load(String name, String text) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name, text));
        return context;
    }

    @Test
    void a_worker_file_is_a_file_of_routes() throws Exception {
        assertThat(load("parcels.worker.yaml", PARCELS).getRouteDefinitions())
                .extracting(RouteDefinition::getId)
                .containsExactly("workers-parcels");
    }

    @Test
    void what_is_wrong_is_told_with_its_line() {
        assertThatThrownBy(() -> load("parcels.worker.yaml", PARCELS + "order: any\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("parcels.worker.yaml:3: order must be one of key, partition, none, but was 'any'");
    }
}
