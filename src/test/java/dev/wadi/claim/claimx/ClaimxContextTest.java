package dev.wadi.claim.claimx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.plugin.spi.ExchangeContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class ClaimxContextTest {

    private static ClaimxContext of(Object body) {
        DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(body);
        return new ClaimxContext(new ExchangeContext(exchange, "claimx", "enrichment_complete", Instant.EPOCH));
    }

    @Test
    void gives_the_rows_of_each_table() {
        ClaimxContext context = of(Map.of(
                "projects", List.of(Map.of("project_id", "1")),
                "tasks", List.of(Map.of("task_id", 456), Map.of("task_id", 789)),
                "media", List.of(),
                "contacts", List.of("no row", Map.of("name", "x"))));
        assertThat(context.projects()).containsExactly(Map.of("project_id", "1"));
        assertThat(context.tasks()).containsExactly(Map.of("task_id", 456), Map.of("task_id", 789));
        assertThat(context.firstTask()).contains(Map.of("task_id", 456));
        assertThat(context.contacts()).containsExactly(Map.of("name", "x"));
        assertThat(context.media()).isEmpty();
        assertThat(context.taskTemplates()).isEmpty();
        assertThat(context.externalLinks()).isEmpty();
        assertThat(context.videoCollaborations()).isEmpty();
    }

    @Test
    void a_message_without_rows_has_none() {
        assertThat(of("no object").firstTask()).isEmpty();
        assertThat(of(Map.of("tasks", "no list", "other", List.of())).tasks()).isEmpty();
    }
}
