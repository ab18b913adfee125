package dev.wadi.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JolokiaAccessTest {

    private static final String CANARY = "canary-api-key";
    private static final String CONTEXT = "org.apache.camel:context=wadi,type=context,name=\\\"wadi\\\"";
    private static final String ROUTE = "org.apache.camel:context=wadi,type=routes,name=\\\"claims-enrich\\\"";

    private ManagedRoutes routes;
    private Visitor operator;

    @BeforeAll
    void start() {
        routes = new ManagedRoutes();
        operator = new Visitor(routes.server()).signedIn();
    }

    @AfterAll
    void stop() {
        operator.close();
        routes.close();
    }

    @Test
    void reads_what_the_console_shows() {
        assertThat(read(ROUTE, "State")).contains("\"value\":\"Started\"").contains("\"status\":200");
        assertThat(read("java.lang:type=Memory", "HeapMemoryUsage")).contains("\"status\":200");
        assertThat(exec(ROUTE, "dumpRouteAsXml()")).contains("direct:claims");
        assertThat(exec(CONTEXT, "dumpRoutesStatsAsXml", "true", "true")).contains("exchangesTotal");
        assertThat(operator.jolokia("{\"type\":\"list\"}")).contains("claims-enrich");
    }

    @Test
    void stops_and_starts_a_route() {
        assertThat(exec(ROUTE, "stop()")).contains("\"status\":200");
        assertThat(read(ROUTE, "State")).contains("\"value\":\"Stopped\"");
        assertThat(exec(ROUTE, "start()")).contains("\"status\":200");
        assertThat(read(ROUTE, "State")).contains("\"value\":\"Started\"");
    }

    @Test
    void does_not_read_system_properties_alone_or_among_others() {
        System.setProperty("wadi.test.token", CANARY);
        try {
            assertThat(read("java.lang:type=Runtime", "SystemProperties")).satisfies(JolokiaAccessTest::refused);
            assertThat(read("java.lang:type=Runtime", "InputArguments")).satisfies(JolokiaAccessTest::refused);
            assertThat(operator.jolokia("{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\"}"))
                    .satisfies(JolokiaAccessTest::refused);
            assertThat(operator.jolokia(
                            "{\"type\":\"read\",\"mbean\":\"java.lang:*\",\"config\":{\"ignoreErrors\":true}}"))
                    .contains("\"status\":200")
                    .contains("Uptime")
                    .doesNotContain(CANARY);
        } finally {
            System.clearProperty("wadi.test.token");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    com.sun.management:type=DiagnosticCommand | vmSystemProperties
                    com.sun.management:type=DiagnosticCommand | help
                    com.sun.management:type=HotSpotDiagnostic | getVMOption
                    java.util.logging:type=Logging            | setLoggerLevel
                    java.lang:type=Memory                     | gc
                    java.lang:type=Threading                  | dumpAllThreads
                    """)
    void does_not_run_anything_outside_camel(String mbean, String operation) {
        assertThat(exec(mbean, operation)).satisfies(JolokiaAccessTest::refused);
        assertThat(exec(mbean, operation + "(java.lang.String)")).satisfies(JolokiaAccessTest::refused);
    }

    /** A rule for the bare name does not hold for the name with its parameter types, and the other way round. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sendBody(java.lang.String,java.lang.Object)",
                "sendBody",
                "requestBody(java.lang.String,java.lang.Object)",
                "createEndpoint(java.lang.String)",
                "createEndpoint",
                "setGlobalOption(java.lang.String,java.lang.String)",
                "dumpRoutesAsXml(boolean)",
                "dumpRoutesAsXml(boolean,boolean)",
                "stop()",
            })
    void runs_only_what_is_allowed_on_the_context(String operation) {
        assertThat(exec(CONTEXT, operation, "file:x", "y")).satisfies(JolokiaAccessTest::refused);
    }

    @ParameterizedTest
    @ValueSource(strings = {"updateRouteFromXml(java.lang.String)", "remove()", "dumpRouteAsXml(boolean)"})
    void runs_only_what_is_allowed_on_a_route(String operation) {
        assertThat(exec(ROUTE, operation, "true")).satisfies(JolokiaAccessTest::refused);
    }

    @Test
    void writes_nothing() {
        assertThat(operator.jolokia("{\"type\":\"write\",\"mbean\":\"%s\",\"attribute\":\"Tracing\",\"value\":true}"
                        .formatted(ROUTE)))
                .satisfies(JolokiaAccessTest::refused);
        assertThat(
                        operator.jolokia(
                                "{\"type\":\"write\",\"mbean\":\"java.lang:type=Memory\",\"attribute\":\"Verbose\",\"value\":true}"))
                .satisfies(JolokiaAccessTest::refused);
    }

    @Test
    void leaves_out_of_the_tree_what_may_not_be_read() {
        assertThat(operator.jolokia("{\"type\":\"list\"}"))
                .doesNotContain("HotSpotDiagnostic", "DiagnosticCommand", "java.util.logging", "InputArguments");
    }

    /** A secret comes into a route by a placeholder; neither its source nor its endpoints may show the value. */
    @Test
    void shows_no_secret_of_a_route() throws Exception {
        Properties secrets = new Properties();
        secrets.setProperty("apiKey", CANARY);
        routes.context().getPropertiesComponent().setInitialProperties(secrets);
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:secret")
                        .routeId("secret")
                        .to("http://127.0.0.1:1/x?authUsername=u&authPassword={{apiKey}}");
            }
        });
        assertThat(operator.jolokia(
                        "{\"type\":\"read\",\"mbean\":\"org.apache.camel:*\",\"config\":{\"ignoreErrors\":true}}"))
                .contains("\"status\":200")
                .contains("authPassword=xxxxxx")
                .doesNotContain(CANARY);
        assertThat(exec(CONTEXT, "dumpRoutesAsXml()")).contains("{{apiKey}}").doesNotContain(CANARY);
        assertThat(operator.jolokia("{\"type\":\"list\"}")).doesNotContain(CANARY, ManagedRoutes.PASSWORD);
        assertThat(operator.get("/health").body()).doesNotContain(CANARY, ManagedRoutes.PASSWORD);
        assertThat(operator.get("/metrics").body()).doesNotContain(CANARY, ManagedRoutes.PASSWORD);
    }

    private String read(String mbean, String attribute) {
        return operator.jolokia(
                "{\"type\":\"read\",\"mbean\":\"%s\",\"attribute\":\"%s\"}".formatted(mbean, attribute));
    }

    private String exec(String mbean, String operation, String... arguments) {
        String quoted = arguments.length == 0 ? "" : "\"" + String.join("\",\"", arguments) + "\"";
        return operator.jolokia("{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"%s\",\"arguments\":[%s]}"
                .formatted(mbean, operation, quoted));
    }

    private static void refused(String answer) {
        assertThat(answer).contains("forbidden").contains("\"status\":403").doesNotContain(CANARY);
    }
}
