package dev.wadi.enrich.component;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Gives the endpoints {@code skip:reason}. */
@Component("skip")
public final class SkipComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        SkipEndpoint endpoint = new SkipEndpoint(uri, this);
        endpoint.setReason(remaining);
        return endpoint;
    }
}
