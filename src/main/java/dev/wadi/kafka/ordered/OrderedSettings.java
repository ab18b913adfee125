package dev.wadi.kafka.ordered;

import java.time.Duration;

/**
 * How a consumer behaves towards Kafka.
 *
 * @param commitInterval how often frontiers are committed; bounds the duplicates after a kill
 * @param drainTimeout how long records that have begun may take to finish when we stop or lose their partition
 * @param maxLedger how many records of a partition may be open or wait behind an open one before no more are taken in
 * @param startAtEnd whether a new group leaves out what is in the topic already
 */
record OrderedSettings(Duration commitInterval, Duration drainTimeout, int maxLedger, boolean startAtEnd) {}
