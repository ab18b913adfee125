package dev.wadi.enrich.component;

import dev.wadi.config.ConfigException;
import dev.wadi.connection.ConnectionAddress;
import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.UrlTemplate;
import dev.wadi.enrich.AnswerCache;
import dev.wadi.enrich.AnswerSource;
import dev.wadi.enrich.Lookup;
import dev.wadi.enrich.LookupBatch;
import dev.wadi.enrich.LookupBounds;
import dev.wadi.enrich.LookupMeters;
import dev.wadi.enrich.LookupTimes;
import dev.wadi.enrich.OnMissing;
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

    @UriParam(defaultValue = "0", description = "From which age in seconds on a newer answer is fetched; 0 for never")
    private int refreshAfter;

    @UriParam(defaultValue = "0", description = "How many seconds it is known that there is nothing (404, 410)")
    private int negativeTtl;

    @UriParam(
            defaultValue = "0",
            description = "How many seconds past its time an answer stands in while the connection fails")
    private int staleIfError;

    @UriParam(defaultValue = "10000", description = "How many answers are kept")
    private int maximumSize = 10_000;

    @UriParam(defaultValue = "67108864", description = "How many bytes of answers are kept")
    private long maximumBytes = 64L << 20;

    @UriParam(
            defaultValue = "FAIL",
            description = "What becomes of a message for which there is nothing, or that lacks a field of the path: it"
                    + " fails, goes on with null, or is left out")
    private OnMissing onMissing = OnMissing.FAIL;

    @UriParam(description = "Binds the cache under this name, so that caffeine-cache:name works on the same entries")
    private @Nullable String cacheName;

    @UriParam(
            prefix = "query.",
            multiValue = true,
            description = "Query parameters; one whose field is absent is left out")
    private Map<String, Object> query = Map.of();

    @UriParam(
            defaultValue = "0",
            description = "How many ids one call asks for at most, with commas between in the URL's one placeholder; 0"
                    + " for a call each")
    private int batchSize;

    @UriParam(defaultValue = "5", description = "How many milliseconds the first id of a call waits for others")
    private long batchTimeout = 5;

    @UriParam(description = "The field of an item of the answer that holds its id")
    private @Nullable String batchId;

    @UriParam(description = "The field of the answer that holds its items, where it is no list and no object by ids")
    private @Nullable String batchAnswer;

    private @Nullable Lookup lookup;

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
        ConnectionClient client = getComponent().connections().connections().get(parsed.connection(), where());
        try {
            LookupTimes times = new LookupTimes(
                    Duration.ofSeconds(cacheTtl),
                    Duration.ofSeconds(refreshAfter),
                    Duration.ofSeconds(negativeTtl),
                    Duration.ofSeconds(staleIfError));
            LookupMeters meters = getComponent().meters(address);
            LookupBatch batch = LookupBatch.of(batchSize, batchTimeout, batchId, batchAnswer);
            UrlTemplate url = UrlTemplate.parse(parsed.path(), query);
            AnswerSource source = AnswerSource.of(client, url, batch, meters);
            lookup = new Lookup(source, cache(times, batch, meters), times, onMissing, meters);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(where(), String.valueOf(e.getMessage()));
        }
    }

    private AnswerCache cache(LookupTimes times, @Nullable LookupBatch batch, LookupMeters meters) {
        LookupBounds bounds = new LookupBounds(maximumSize, maximumBytes);
        return cacheName == null
                ? getComponent().cache(bounds, meters)
                : getComponent().cache(cacheName, bounds, times, batch, meters, where());
    }

    @Override
    protected void doStop() throws Exception {
        if (lookup != null) {
            lookup.flush();
        }
        super.doStop();
    }

    private String where() {
        return "lookup:" + address;
    }

    @Override
    public Producer createProducer() {
        if (lookup == null) {
            throw new IllegalStateException(getEndpointUri() + " is not initialized");
        }
        return new LookupProducer(this, lookup, getComponent().connections().completions());
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

    public int getRefreshAfter() {
        return refreshAfter;
    }

    public void setRefreshAfter(int refreshAfter) {
        this.refreshAfter = refreshAfter;
    }

    public int getNegativeTtl() {
        return negativeTtl;
    }

    public void setNegativeTtl(int negativeTtl) {
        this.negativeTtl = negativeTtl;
    }

    public int getStaleIfError() {
        return staleIfError;
    }

    public void setStaleIfError(int staleIfError) {
        this.staleIfError = staleIfError;
    }

    public long getMaximumBytes() {
        return maximumBytes;
    }

    public void setMaximumBytes(long maximumBytes) {
        this.maximumBytes = maximumBytes;
    }

    public OnMissing getOnMissing() {
        return onMissing;
    }

    public void setOnMissing(OnMissing onMissing) {
        this.onMissing = onMissing;
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

    public int getBatchSize() {
        return batchSize;
    }

    public void setBatchSize(int batchSize) {
        this.batchSize = batchSize;
    }

    public long getBatchTimeout() {
        return batchTimeout;
    }

    public void setBatchTimeout(long batchTimeout) {
        this.batchTimeout = batchTimeout;
    }

    public @Nullable String getBatchId() {
        return batchId;
    }

    public void setBatchId(@Nullable String batchId) {
        this.batchId = batchId;
    }

    public @Nullable String getBatchAnswer() {
        return batchAnswer;
    }

    public void setBatchAnswer(@Nullable String batchAnswer) {
        this.batchAnswer = batchAnswer;
    }
}
