import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * Asks a service of this container whether it is ready, and ends with status 0 if it says so. The base image has no
 * program that could ask.
 */
final class HealthCheck {

    private static final int MILLIS = 4_000;

    private HealthCheck() {}

    /** @param arguments the service's port */
    public static void main(String[] arguments) throws IOException {
        URI readiness = URI.create("http://127.0.0.1:" + arguments[0] + "/actuator/health/readiness");
        HttpURLConnection connection = (HttpURLConnection) readiness.toURL().openConnection();
        connection.setConnectTimeout(MILLIS);
        connection.setReadTimeout(MILLIS);
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            System.err.println("readiness answers " + status);
            System.exit(1);
        }
    }
}
