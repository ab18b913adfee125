package dev.wadi.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.worker.Worker;
import dev.wadi.worker.WorkerFiles;
import dev.wadi.worker.WorkerRoute;
import java.util.List;
import java.util.Map;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The photo worker in the short form: what holds for the shipped route holds for it, for the same records. */
class ShortPhotoWorkerTest extends PhotoRouteTest {

    private static final String WORKER = """
            input_topic: plugin.photo_tasks
            consumer_group: photo_worker_group
            max_in_flight: 32
            error_topic: plugin.photo_tasks.errors
            success_topic: plugin.photo_tasks.success
            destination_connection: external_api
            destination_path: /v1/photo_tasks
            enrichment_handlers:
              - type: transform
                config:
                  mappings:
                    event_id: event_id
                    task_id: task_id
                    assignment_id: assignment_id
                    project_id: project_id
                    status: task_status
                    completed_at: timestamp
                  defaults: { priority: normal }
              - type: validation
                config:
                  required_fields: [task_id, project_id, assignment_id]
                  skip_if: { field: status, in: [CANCELLED, cancelled] }
              - type: lookup
                config:
                  connection: internal_service
                  endpoint: /api/projects/{project_id}
                  result_field: project
                  cache_ttl: 300
            """;

    @Override
    void loadWorker() throws Exception {
        Problems problems = new Problems();
        List<Worker> workers = new WorkerFiles(Variables.of(Map.of()), problems).read("photo.worker.yaml", WORKER);
        assertThat(problems.found()).isEmpty();
        PluginHelper.getRoutesLoader(context())
                .loadRoutes(ResourceHelper.fromString(
                        "photo.camel.yaml", WorkerRoute.of(workers.getFirst()).text()));
    }

    @Override
    String skipReason() {
        return "status is one of CANCELLED, cancelled";
    }
}
