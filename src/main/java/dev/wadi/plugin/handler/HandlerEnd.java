package dev.wadi.plugin.handler;

import dev.wadi.plugin.spi.handler.EnrichmentResult;
import dev.wadi.record.Failure;

/** Hears what became of one message in a handler: one of the methods is called, once. */
public interface HandlerEnd {

    /** @param here whether this is on the thread that asked for it, which has not gone on meanwhile */
    void ended(EnrichmentResult result, boolean here);

    /** @param here whether this is on the thread that asked for it, which has not gone on meanwhile */
    void failed(Failure failure, boolean here);

    /** The same for one that is told by another thread than the one that asked. */
    default HandlerEnd elsewhere() {
        HandlerEnd told = this;
        return new HandlerEnd() {
            @Override
            public void ended(EnrichmentResult result, boolean here) {
                told.ended(result, false);
            }

            @Override
            public void failed(Failure failure, boolean here) {
                told.failed(failure, false);
            }
        };
    }
}
