package io.rollcall.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A client of backup-service that waits for what it asks for and holds a watch. */
final class BackupJobs {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ACCEPTED = 202;
    private static final int OK = 200;
    private static final long POLL_MILLIS = 50;

    private final RunningRollcall rollcall;
    private final String service;
    private final HttpClient client = HttpClient.newHttpClient();

    BackupJobs(RunningRollcall rollcall) {
        this.rollcall = rollcall;
        this.service = rollcall.address("backup");
    }

    /**
     * A job that has ended well.
     *
     * @param backup which it was about; empty if about none
     * @param result as the service gives it
     * @param nanos from the request to the answer that said so
     */
    record Ended(String backup, JsonNode result, long nanos) {}

    /**
     * Has a job done.
     *
     * @param path with its query
     * @throws IOException if it is refused, fails or is cancelled
     */
    Ended run(String path) throws IOException, InterruptedException {
        String token = rollcall.token();
        long start = System.nanoTime();
        HttpResponse<String> response = send(request(path, token).POST(BodyPublishers.noBody()));
        while (response.statusCode() == ACCEPTED || isRunning(response)) {
            String job = response.headers()
                    .firstValue("Location")
                    .orElse(response.request().uri().getPath());
            Thread.sleep(POLL_MILLIS);
            response = send(request(job, token).GET());
        }
        long nanos = System.nanoTime() - start;
        JsonNode job = JSON.readTree(response.body());
        if (response.statusCode() != OK || !job.path("state").asString("").equals("done")) {
            throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return new Ended(job.path("backup").asString(""), job.required("result"), nanos);
    }

    private static boolean isRunning(HttpResponse<String> response) {
        return response.statusCode() == OK
                && JSON.readTree(response.body()).path("state").asString("").equals("running");
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(service + path))
                .header("Authorization", "Bearer " + token)
                .header("Prefer", "wait=60");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
