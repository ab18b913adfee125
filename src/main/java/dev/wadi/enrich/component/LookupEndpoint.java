package dev.wadi.enrich.component;

import com.github.benmanes.caffeine.cache.Cache;
import dev.wadi.config.ConfigException;
import dev.wadi.connection.AnswerForm;
import dev.wadi.connection.ConnectionAddress;
import dev.wadi.connection.ConnectionCall;
import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.UrlTemplate;
import dev.wadi.enrich.LookupCache;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Fetches what belongs to a message from a named connection, with a cache before it. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "lookup",
        title = "Lookup",
        syntax = "lookup:address",
        category = Category.HTTP,
        producerOnly = true)
public final class LookupEndpoint extends DefaultEndpoint {

    @UriPath(description = "The connection's name, and the path below its address")
    @Metadata(required = true)
    private String address = "";

    @UriParam(description = "The field of the body that gets the answer; without it the answer becomes the body")
    private @Nullable String into;

    @UriParam(defaultValue = "0", description = "How many seconds an answer is kept; 0 for not at all")
    private int cacheTtl;

    @UriParam(defaultValue = "10000", description = "How many answers are kept")
    private int maximumSize = 10_000;

    @UriParam(description = "Binds the cache under this name, so that caffeine-cache:name works on the same entries")
    private @Nullable String cacheName;

    @UriParam(
            prefix = "query.",
            multiValue = true,
            description = "Query parameters; one whose field is absent is left out")
    private Map<String, Object> query = Map.of();

    private @Nullable LookupCache lookups;

    LookupEndpoint(String uri, LookupComponent component) {
        super(uri, component);
    }

    @Override
    public LookupComponent getComponent() {
        return (LookupComponent) super.getComponent();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        ConnectionAddress parsed = ConnectionAddress.parse(address);
        ConnectionClient client = getComponent().connections().get(parsed.connection(), "lookup:" + address);
        ConnectionCall call = ConnectionCall.get(url(parsed.path()), AnswerForm.AUTO, into);
        Cache<Object, Object> cache = LookupCache.cache(Duration.ofSeconds(cacheTtl), maximumSize);
        if (cacheName != null) {
            getCamelContext().getRegistry().bind(cacheName, Cache.class, cache);
        }
        lookups = new LookupCache(client, call, cache);
    }

    private UrlTemplate url(String path) {
        if (cacheTtl < 0 || maximumSize < 1) {
            throw new ConfigException("lookup:" + address, "cacheTtl is at least 0, and maximumSize at least 1");
        }
        try {
            return UrlTemplate.parse(path, query);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("lookup:" + address, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Producer createProducer() {
        if (lookups == null) {
            throw new IllegalStateException(getEndpointUri() + " is not initialized");
        }
        return new LookupProducer(this, lookups, getComponent().completions());
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("lookup: calls out, and consumes nothing");
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public @Nullable String getInto() {
        return into;
    }

    public void setInto(@Nullable String into) {
        this.into = into;
    }

    public int getCacheTtl() {
        return cacheTtl;
    }

    public void setCacheTtl(int cacheTtl) {
        this.cacheTtl = cacheTtl;
    }

    public int getMaximumSize() {
        return maximumSize;
    }

    public void setMaximumSize(int maximumSize) {
        this.maximumSize = maximumSize;
    }

    public @Nullable String getCacheName() {
        return cacheName;
    }

    public void setCacheName(@Nullable String cacheName) {
        this.cacheName = cacheName;
    }

    public Map<String, Object> getQuery() {
        return query;
    }

    public void setQuery(Map<String, Object> query) {
        this.query = query;
    }
}
