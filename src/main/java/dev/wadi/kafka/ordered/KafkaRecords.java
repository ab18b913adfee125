package dev.wadi.kafka.ordered;

import dev.wadi.record.Header;
import dev.wadi.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Kafka's own record as ours. */
final class KafkaRecords {

    private KafkaRecords() {}

    static SourceRecord toSource(ConsumerRecord<byte[], byte[]> kafka) {
        List<Header> headers = new ArrayList<>();
        kafka.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        return new SourceRecord(
                kafka.topic(),
                kafka.partition(),
                kafka.offset(),
                kafka.timestamp(),
                kafka.key(),
                kafka.value(),
                headers);
    }
}
