package dev.wadi.enrich.component;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;

/** Gives the endpoints {@code transform:name}. */
@Component("transform")
public final class TransformComponent extends DefaultComponent {

    /** The options as they are written, since Camel sorts them otherwise: the fields come out in the order of the route. */
    @Override
    public boolean useRawUri() {
        return true;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        TransformEndpoint endpoint = new TransformEndpoint(uri, this);
        endpoint.setName(remaining);
        endpoint.setMap(PropertiesHelper.extractProperties(parameters, "map."));
        endpoint.setDefaults(PropertiesHelper.extractProperties(parameters, "default."));
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
