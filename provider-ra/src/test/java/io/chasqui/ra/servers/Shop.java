package io.chasqui.ra.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The sample application, seen over HTTP. */
final class Shop {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI root;

    Shop(URI root) {
        this.root = root;
    }

    /** Whether the application answers. */
    boolean answers() throws InterruptedException {
        try {
            return get("checks").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Runs a check.
     *
     * @return what was seen
     * @throws AssertionError when it fails, with the application's words
     */
    String check(String name) throws InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = get("checks/" + name);
        } catch (IOException e) {
            throw new AssertionError("No answer: " + e, e);
        }
        if (answer.statusCode() != 200 || !answer.body().startsWith("PASS ")) {
            throw new AssertionError("HTTP " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body().substring(5).strip();
    }

    /** Asks for the check that ends the JVM; there is no answer. */
    void halt() throws InterruptedException {
        try {
            HttpResponse<String> answer = get("checks/halt-in-commit");
            throw new AssertionError("It has not halted: HTTP " + answer.statusCode() + ": " + answer.body());
        } catch (IOException e) {
            // As it has to be: the connection ends with the process.
        }
    }

    /** Takes an order and waits until it is booked. */
    String order() throws Exception {
        HttpRequest order = HttpRequest.newBuilder(root.resolve("orders?item=cup&quantity=3"))
                .timeout(PATIENCE)
                .POST(BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = client.send(order, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError("HTTP " + answer.statusCode() + ": " + answer.body());
        }
        String number = answer.body().strip();
        Waiting.until(
                "order " + number + " is booked",
                Duration.ofSeconds(30),
                () -> get("orders?number=" + number).body().strip().equals("BOOKED"));
        return "taken, then booked by the bean";
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(root.resolve(path)).timeout(PATIENCE).build();
        return client.send(request, BodyHandlers.ofString());
    }
}
