package dev.wadi.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The text of the route that a worker stands for. */
class WorkerRouteTest {

    private static RouteText route(String handlers) {
        Problems problems = new Problems();
        String text = """
                input_topic: parcels
                destination_connection: depot
                enrichment_handlers:
                """ + handlers.indent(2);
        List<Worker> workers = new WorkerFiles(Variables.of(Map.of("N", "7")), problems).read("p_q.worker.yaml", text);
        assertThat(problems.found()).isEmpty();
        return WorkerRoute.of(workers.getFirst());
    }

    private static List<String> steps(String handlers) {
        return route(handlers)
                .text()
                .lines()
                .dropWhile(line -> !line.equals("      steps:"))
                .skip(1)
                .filter(line -> !line.strip().startsWith("#"))
                .map(line -> line.substring(8))
                .toList();
    }

    @Test
    void a_worker_reads_like_a_route_that_somebody_wrote() {
        assertThat(route("""
                - type: validation
                  config:
                    required_fields: [id]
                    field_rules: { weight: { min: 1, max: 30 } }
                    skip_if: { field: state, equals: sent }
                - type: batching
                  config: { batch_size: 50, batch_timeout_seconds: 0.5, batch_field: parcels, batch_by: depot }
                """).text()).isEqualTo("""
                # The worker 'p_q' of p_q.worker.yaml:1, as the route that runs.
                # To take it over: save this as routes/workers/p_q.camel.yaml, and remove the worker.
                - beans:
                    - name: pQRules
                      type: dev.wadi.enrich.component.ValidationPredicate
                      properties:
                        config: |
                          required_fields: [id]
                          field_rules:
                            weight: { min: 1, max: 30 }
                          skip_if: { field: state, equals: sent }
                    - name: pQParcels
                      type: dev.wadi.enrich.component.Batch
                      properties: { field: parcels }
                - route:
                    id: workers-p_q
                    description: Sends parcels to depot
                    routeConfigurationId: pipeline # routes/error-handling.camel.yaml says where failures go
                    from:
                      uri: kafka-ordered:parcels
                      steps:
                        # skip_if: such a message is left out, and counted.
                        - filter:
                            method: { ref: pQRules, method: skips }
                            steps:
                              - to: "skip:state is sent"
                        # A message with anything wrong in it is a dead letter, which tells all of it.
                        - validate: { ref: pQRules }
                        # Messages become one, {"parcels": [ … ], "batch_size": n}. Each stays open until its batch has ended.
                        - aggregate:
                            correlationExpression: { simple: "${body[depot]}" }
                            aggregationStrategy: pQParcels
                            completionSize: 50
                            completionTimeout: 500 # ms, from the first one
                            completionTimeoutCheckerInterval: 50
                            steps:
                              - to: connection:depot
                """);
    }

    @Test
    void defaults_keep_their_kind() {
        assertThat(steps("""
                - type: transform
                  config:
                    keep_unmapped: true
                    defaults:
                      text: normal
                      number: 5
                      digits: "5"
                      none: null
                      empty: ""
                      yes: true
                      said: "true"
                      list: [1, a]
                      unquoted: ${N}
                      quoted: "{a"
                """))
                .contains(
                        "      default.text: normal",
                        "      default.number: 5",
                        "      default.digits: \"\\\"5\\\"\"",
                        "      default.none: \"null\"",
                        "      default.empty: \"\\\"\\\"\"",
                        "      default.yes: true",
                        "      default.said: \"\\\"true\\\"\"",
                        "      default.list: \"[1,\\\"a\\\"]\"",
                        "      default.unquoted: 7",
                        "      default.quoted: \"{a\"",
                        "      keepUnmapped: true");
    }

    /** In the original a word that was a field's name by chance was replaced too, and nothing was encoded. */
    @Test
    void a_word_in_query_params_is_the_field_or_else_itself() {
        assertThat(steps("""
                - type: lookup
                  config:
                    connection: service
                    endpoint: /projects/{project}/tasks/{task}?deep=true
                    path_params: { project: task, task: project_id }
                    query_params: { include: details, status: "{state}", limit: 10, text: "a b&c", both: "a,{b}" }
                    cache_ttl: 60
                    maximum_size: 500
                    negative_ttl: 10
                    stale_if_error: 600
                    on_missing: skip
                """))
                .contains(
                        "    constant: \"lookup:service/projects/{task}/tasks/{project_id}?cacheTtl=60&maximumSize=500"
                                + "&negativeTtl=10&staleIfError=600&onMissing=skip&query.deep=true"
                                + "&query.include={details:-details}&query.status={state}&query.limit=10"
                                + "&query.text=RAW(a b&c)&query.both=a,{b}\"");
    }

    /** Only a field in braces can be that of the ids: there is one in the URL. */
    @Test
    void a_lookup_may_ask_for_many_ids_with_one_call() {
        assertThat(steps("""
                - type: lookup
                  config:
                    connection: service
                    endpoint: /projects
                    query_params: { ids: "{project_id}", include: details }
                    batch_size: 50
                    batch_timeout_ms: 20
                    batch_id: project.id
                    batch_answer: data.items
                """))
                .contains("    constant: lookup:service/projects?batchSize=50&batchTimeout=20&batchAnswer=data.items"
                        + "&batchId=project.id&query.ids={project_id}&query.include=details");
    }

    @Test
    void lookups_into_one_field_share_a_bean_and_others_have_their_own() {
        String lookup = """
                - type: lookup
                  config: { connection: service, endpoint: "/a", result_field: %s }
                """;
        assertThat(route(lookup.formatted("one") + lookup.formatted("two") + lookup.formatted("one"))
                        .text())
                .containsOnlyOnce("name: pQOne")
                .containsOnlyOnce("name: pQTwo")
                .contains("aggregationStrategy: pQOne", "aggregationStrategy: pQTwo");
    }

    @Test
    void a_handler_of_ones_own_gets_its_config() {
        assertThat(steps("""
                - type: my_module.handlers:CustomHandler
                  config: { custom_param: value, limit: 3 }
                """))
                .startsWith(
                        "- to:",
                        "    uri: handler:my_module.handlers:CustomHandler",
                        "    parameters:",
                        "      config.custom_param: value",
                        "      config.limit: 3");
    }

    /** In a block of parameters Camel would take the dashes out of names, and read the rest as the address' notation. */
    @Test
    void options_that_a_block_would_change_stand_in_the_address() {
        assertThat(steps("""
                - type: handlers.Custom
                  config: { api-url: "https://api.example.com?a=1&b=100%", limit: 3 }
                - type: handlers.Custom
                  config: { text: "a) & {{b", plain: "100 # :" }
                """))
                .startsWith(
                        "- to: handler:handlers.Custom?config.api-url=RAW(https://api.example.com?a=1&b=100%)&config.limit=3",
                        "- to:",
                        "    uri: handler:handlers.Custom",
                        "    parameters:",
                        "      config.text: \"\\\"a) \\\\u0026 \\\\u007b{b\\\"\"",
                        "      config.plain: \"100 # :\"");
    }

    @Test
    void batches_of_which_a_handler_of_ones_own_is_given_do_not_run_where_others_gather() {
        assertThat(steps("- type: batching\n- type: handlers.Custom\n"))
                .contains("    parallelProcessing: true # a handler that hangs must not keep others from gathering");
        assertThat(route("- type: handlers.Custom\n- type: batching\n").text()).doesNotContain("parallelProcessing");
    }

    @Test
    void batches_are_gathered_by_a_field_at_any_depth() {
        assertThat(steps("- type: batching\n  config: { batch_by: \"project.tags[0].id\" }\n"))
                .contains("    correlationExpression: { simple: \"${body[project][tags][0][id]}\" }");
    }

    @Test
    void what_stands_after_a_batch_is_done_for_the_batch() {
        assertThat(steps("""
                - type: batching
                - type: transform
                  config: { mappings: { all: items } }
                """))
                .contains("    completionSize: 10", "    completionTimeout: 5000 # ms, from the first one")
                .containsSubsequence("    steps:", "      - to:", "          uri: transform:p_q");
    }

    @Test
    void each_line_knows_the_line_that_it_comes_from() {
        assertThat(route("""
                - type: lookup
                  config: { connection: nowhere, endpoint: /a }
                """).lines())
                .contains(
                        new RouteText.Line("      uri: kafka-ordered:parcels", "p_q.worker.yaml:1"),
                        new RouteText.Line("        - to: connection:depot", "p_q.worker.yaml:2"),
                        new RouteText.Line("            constant: lookup:nowhere/a", "p_q.worker.yaml:5"));
    }
}
