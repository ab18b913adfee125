package dev.wadi.kafka.ordered;

import dev.wadi.config.ConfigException;
import java.time.Duration;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** Options of {@code kafka-ordered:} that say how records are worked on. */
@UriParams
public final class DeliveryOptions {

    @UriParam(defaultValue = "KEY", description = "Which records wait for each other")
    private RecordOrder order = RecordOrder.KEY;

    @UriParam(defaultValue = "JSON", description = "What a record's value becomes: a JSON object, text or bytes")
    private RecordBody format = RecordBody.JSON;

    @UriParam(defaultValue = "256", description = "How many records are worked on at once")
    private int maxInFlight = 256;

    @UriParam(defaultValue = "1", description = "How many threads run the route; more than one for steps that block")
    private int shards = 1;

    @UriParam(defaultValue = "2000", description = "How many records may wait")
    private int maxBuffered = 2_000;

    @UriParam(defaultValue = "67108864", description = "How many bytes the records may hold that have not ended")
    private long maxBufferedBytes = 64L << 20;

    @UriParam(
            defaultValue = "20000",
            description = "How many records of a partition may be open, or done behind an open one")
    private int maxLedger = 20_000;

    @UriParam(defaultValue = "0", description = "How many records of a partition make a batch, 0 for no batches")
    private int batchSize;

    @UriParam(defaultValue = "1000", description = "How long the first record of a batch waits for the others")
    private Duration batchTimeout = Duration.ofSeconds(1);

    @UriParam(description = "How long a record waits for each retry, such as 5m,10m; as in the settings unless given")
    private @Nullable String retryDelays;

    @UriParam(description = "How many retries there are; as in the settings unless given")
    private @Nullable Integer maxRetries;

    @UriParam(defaultValue = "false", description = "Whether each record waits until it is due, as in a retry topic")
    private boolean delayed;

    @UriParam(defaultValue = "100", description = "How many records the flood guard looks at, 0 for no guard")
    private int floodWindow = 100;

    @UriParam(
            defaultValue = "50",
            description = "How many percent of these may become dead letters for one cause before the consumer pauses")
    private int floodPercent = 50;

    /**
     * Refuses what makes no sense.
     *
     * @param where the endpoint
     */
    void check(String where) {
        atLeast(where, "maxInFlight", maxInFlight, 1);
        atLeast(where, "shards", shards, 1);
        atLeast(where, "maxBuffered", maxBuffered, 1);
        atLeast(where, "maxBufferedBytes", maxBufferedBytes, 1);
        atLeast(where, "maxLedger", maxLedger, 1);
        atLeast(where, "batchSize", batchSize, 0);
        atLeast(where, "floodWindow", floodWindow, 0);
        atLeast(where, "floodPercent", floodPercent, 1);
        if (batchSize > 0 && order == RecordOrder.NONE) {
            throw new ConfigException(where, "batches are in the order of their partition, but order was none");
        }
    }

    private static void atLeast(String where, String option, long value, long least) {
        if (value < least) {
            throw new ConfigException(where, option + " must be at least " + least + ", but was " + value);
        }
    }

    /** The retries, with those of the settings where nothing else is said. */
    RetrySchedule retries(String where, RetrySchedule usual) {
        try {
            int max = maxRetries == null ? usual.maxRetries() : maxRetries;
            return retryDelays == null ? new RetrySchedule(usual.delays(), max) : RetrySchedule.of(retryDelays, max);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(where, String.valueOf(e.getMessage()));
        }
    }

    RecordOrder order() {
        return batchSize > 0 ? RecordOrder.PARTITION : order;
    }

    public void setOrder(RecordOrder order) {
        this.order = order;
    }

    RecordBody format() {
        return format;
    }

    public void setFormat(RecordBody format) {
        this.format = format;
    }

    int maxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    int shards() {
        return shards;
    }

    public void setShards(int shards) {
        this.shards = shards;
    }

    Backlog backlog() {
        return new Backlog(maxBuffered, maxBufferedBytes);
    }

    public void setMaxBuffered(int maxBuffered) {
        this.maxBuffered = maxBuffered;
    }

    public void setMaxBufferedBytes(long maxBufferedBytes) {
        this.maxBufferedBytes = maxBufferedBytes;
    }

    int maxLedger() {
        return maxLedger;
    }

    public void setMaxLedger(int maxLedger) {
        this.maxLedger = maxLedger;
    }

    BatchSettings batches() {
        return new BatchSettings(batchSize, batchTimeout);
    }

    public void setBatchSize(int batchSize) {
        this.batchSize = batchSize;
    }

    public void setBatchTimeout(Duration batchTimeout) {
        this.batchTimeout = batchTimeout;
    }

    public void setRetryDelays(String retryDelays) {
        this.retryDelays = retryDelays;
    }

    public void setMaxRetries(Integer maxRetries) {
        this.maxRetries = maxRetries;
    }

    boolean delayed() {
        return delayed;
    }

    public void setDelayed(boolean delayed) {
        this.delayed = delayed;
    }

    FloodGuard floodGuard() {
        return new FloodGuard(floodWindow, floodPercent);
    }

    public void setFloodWindow(int floodWindow) {
        this.floodWindow = floodWindow;
    }

    public void setFloodPercent(int floodPercent) {
        this.floodPercent = floodPercent;
    }
}
