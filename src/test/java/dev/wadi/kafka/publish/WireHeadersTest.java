package dev.wadi.kafka.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.FakePublisher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.junit.jupiter.api.Test;

/** What steers a Camel producer never crosses the wire, one test for each header that an advisory names. */
class WireHeadersTest {

    private static void refused(String name) {
        assertThat(List.of(
                        name,
                        name.toLowerCase(Locale.ROOT),
                        name.toUpperCase(Locale.ROOT),
                        "cAmEl".equalsIgnoreCase(name.substring(0, 5)) ? "cAmEl" + name.substring(5) : name))
                .noneMatch(WireHeaders::admits);
    }

    @Test
    void the_address_of_an_http_producer_does_not_cross() {
        assertThat(Exchange.HTTP_URI).isEqualTo("CamelHttpUri");
        refused("CamelHttpUri");
    }

    @Test
    void the_address_of_a_rest_producer_does_not_cross() {
        assertThat(Exchange.REST_HTTP_URI).isEqualTo("CamelRestHttpUri");
        refused("CamelRestHttpUri");
        refused("CamelRestHttpQuery");
    }

    @Test
    void the_path_and_the_query_of_an_http_producer_do_not_cross() {
        refused("CamelHttpPath");
        refused("CamelHttpQuery");
        refused("CamelHttpRawQuery");
        refused("CamelHttpHost");
    }

    @Test
    void the_method_and_the_status_of_an_http_exchange_do_not_cross() {
        refused("CamelHttpMethod");
        refused("CamelHttpResponseCode");
    }

    @Test
    void the_topic_of_a_kafka_producer_does_not_cross() {
        assertThat(KafkaConstants.OVERRIDE_TOPIC).isEqualTo("kafka.OVERRIDE_TOPIC");
        refused("kafka.OVERRIDE_TOPIC");
        refused("kafka.OVERRIDE_TIMESTAMP");
    }

    @Test
    void the_key_and_the_partition_of_a_kafka_producer_do_not_cross() {
        refused(KafkaConstants.PARTITION_KEY);
        refused(KafkaConstants.KEY);
        refused("kafka.PARTITION_KEY");
    }

    @Test
    void the_file_of_a_file_producer_and_the_command_of_an_exec_producer_do_not_cross() {
        refused("CamelFileName");
        refused("CamelExecCommandExecutable");
        refused("org.apache.camel.fileName");
    }

    @Test
    void the_bean_method_and_the_breadcrumb_do_not_cross() {
        refused("CamelBeanMethodName");
        refused("breadcrumbId");
    }

    @Test
    void headers_of_our_own_do_not_cross() {
        refused("wadi-origin-topic");
        refused("WADI-RETRY-COUNT");
    }

    /** To whoever compares without case as String does, the dotless i is an i and the Kelvin sign is a k. */
    @Test
    void a_letter_that_only_looks_different_does_not_help() {
        assertThat("breadcrumb\u0131d").isEqualToIgnoringCase("breadcrumbId");
        assertThat(WireHeaders.admits("breadcrumb\u0131d")).isFalse();
        assertThat(WireHeaders.admits("\u212Aafka.OVERRIDE_TOPIC")).isFalse();
    }

    @Test
    void all_other_headers_cross() {
        assertThat(List.of("trace_id", "Content-Type", "traceparent", "kafkaesque", "x-camel", "wadi", "caramel"))
                .allMatch(WireHeaders::admits);
    }

    @Test
    void texts_numbers_flags_and_bytes_leave_and_nothing_else() {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("text", "Müller");
        headers.put("number", 7L);
        headers.put("flag", true);
        headers.put("bytes", "raw".getBytes(StandardCharsets.UTF_8));
        headers.put("list", new ArrayList<>());
        headers.put("CamelHttpUri", "http://evil.example");
        assertThat(WireHeaders.of(headers))
                .extracting(header -> header.name() + "=" + FakePublisher.text(header.value()))
                .containsExactly("text=Müller", "number=7", "flag=true", "bytes=raw");
    }
}
