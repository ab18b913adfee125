package dev.wadi.plugin.component;

import dev.wadi.plugin.runtime.StageRunners;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** The component {@code stage:}. Takes its runners from Camel's registry, by type, unless they are given. */
@Component("stage")
public final class StageComponent extends DefaultComponent {

    private @Nullable StageRunners runners;

    public StageComponent() {}

    public StageComponent(StageRunners runners) {
        this.runners = runners;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String stage, Map<String, Object> parameters) throws Exception {
        StageEndpoint endpoint = new StageEndpoint(uri, this, stage);
        setProperties(endpoint, parameters);
        StageRunners all = runners();
        all.runner(endpoint.fixedDomain(), stage, uri); // or says what is wrong with it
        endpoint.setRunners(domain -> all.runner(domain, stage, uri));
        return endpoint;
    }

    private StageRunners runners() {
        StageRunners found = runners;
        if (found == null) {
            found = CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), StageRunners.class);
            runners = found;
        }
        return found;
    }
}
