package dev.wadi.claim.claimx.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.claim.claimx.ClaimxEvents;
import dev.wadi.claim.claimx.ClaimxRows;
import dev.wadi.claim.claimx.Resource;
import dev.wadi.record.Failure;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClaimxRouteTest extends CamelTestSupport {

    private static final String ROUTES = """
            - route:
                id: normalise
                from:
                  uri: direct:raw
                  steps:
                    - process: { ref: claimxNormalise }
            - route:
                id: rows
                from:
                  uri: direct:enriched
                  steps:
                    - choice:
                        when:
                          - method: { ref: claimxNeeds, method: task }
                            steps:
                              - setHeader: { name: asked, constant: task }
                          - method: { ref: claimxNeeds, method: video }
                            steps:
                              - setHeader: { name: asked, constant: video }
                    - process: { ref: claimxRows }
            """;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("claimxNormalise", new NormaliseEvent(new ClaimxEvents(Clock.systemUTC())));
        context.getRegistry().bind("claimxRows", new ExtractRows(new ClaimxRows(Clock.systemUTC())));
        context.getRegistry().bind("claimxNeeds", new NeededAnswers());
        return context;
    }

    @BeforeEach
    void load() throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("test.camel.yaml", ROUTES));
    }

    @Test
    void a_raw_event_becomes_the_canonical_one() {
        Map<?, ?> event = template.requestBody(
                "direct:raw", Map.of("projectId", 481516, "eventType", "PROJECT_CREATED"), Map.class);
        assertThat(event.get("project_id")).isEqualTo("481516");
        assertThat(event.get("event_id")).isEqualTo("3b8a7118ef566ea7e6a3fecf35ac38c47b41143b9eab24a67953fe8a1026a469");
    }

    @Test
    void bytes_and_text_are_parsed() {
        String json = "{\"projectId\": 1, \"eventType\": \"X\"}";
        assertThat(template.requestBody("direct:raw", json, Map.class).get("project_id"))
                .isEqualTo("1");
        assertThatThrownBy(() -> template.requestBody("direct:raw", new byte[] {'{'}))
                .hasRootCauseInstanceOf(com.fasterxml.jackson.core.JsonProcessingException.class)
                .hasCauseInstanceOf(Failure.class);
    }

    @Test
    void a_route_asks_what_an_event_needs_and_extracts_its_rows() {
        Map<String, Object> event = Map.of(
                "event_id", "e-1",
                "event_type", "CUSTOM_TASK_ASSIGNED",
                "project_id", "481516",
                "task_assignment_id", "5550001",
                "project_response", Resource.object("project_response.json"),
                "task_response", Resource.object("task_response.json"));
        var answer = template.request(
                "direct:enriched", exchange -> exchange.getMessage().setBody(event));
        assertThat(answer.getMessage().getHeader("asked")).isEqualTo("task");
        Map<?, ?> rows = answer.getMessage().getBody(Map.class);
        assertThat(rows.get("tasks"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(1);
    }

    @Test
    void a_body_of_another_kind_is_refused() {
        assertThatThrownBy(() -> template.requestBody("direct:raw", 5))
                .cause()
                .hasMessage("The body must be a JSON object, but was of type Integer");
    }
}
