package io.rollcall.schemas.kafka.access;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * {@link KafkaAccess} as a command: {@code services} lets the services in with the passwords that the environment has
 * ({@code KAFKA_PASSWORD_GATEWAY} and so on), {@code producer NAME [TABLE …]} a program that publishes by itself, whose
 * settings are printed, and {@code dismiss NAME} shuts such a one out. How the administrator reaches Kafka is said by a
 * properties file that {@code KAFKA_ADMIN_PROPERTIES} names.
 */
public final class KafkaAccessCommand {

    private static final String USAGE = "usage: services | producer NAME [TABLE ...] | dismiss NAME";
    private static final String LOG_SETTINGS = "logback.configurationFile";

    private final KafkaAccess access;
    private final Function<String, @Nullable String> environment;

    KafkaAccessCommand(KafkaAccess access, Function<String, @Nullable String> environment) {
        this.access = access;
        this.environment = environment;
    }

    /** Ends with status 0, with 1 if it could not be done, and with 2 if something is missing or the command is none. */
    public static void main(String[] arguments) {
        if (System.getProperty(LOG_SETTINGS) == null) {
            System.setProperty(LOG_SETTINGS, "rollcall/command-logback.xml");
        }
        try (Admin admin = Admin.create(settings(required("KAFKA_ADMIN_PROPERTIES", System::getenv)))) {
            System.out.print(new KafkaAccessCommand(new KafkaAccess(admin), System::getenv).run(List.of(arguments)));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (KafkaException e) {
            System.err.println("Kafka does not do it: " + innermost(e).getMessage());
            System.exit(1);
        }
    }

    /**
     * Does what is asked for.
     *
     * @return what to print
     * @throws IllegalArgumentException if it is nothing that can be asked for; nothing was done then
     */
    String run(List<String> arguments) {
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        if (command.equals("services") && arguments.size() == 1) {
            return admitServices();
        }
        if (command.equals("producer") && arguments.size() > 1) {
            String name = arguments.get(1);
            return clientSettings(name, access.admitProducer(name, arguments.subList(2, arguments.size())));
        }
        if (command.equals("dismiss") && arguments.size() == 2) {
            access.dismissProducer(arguments.get(1));
            return arguments.get(1) + " may do nothing any more.\n";
        }
        throw new IllegalArgumentException(USAGE);
    }

    private String admitServices() {
        Map<ServiceUser, String> passwords = new EnumMap<>(ServiceUser.class);
        for (ServiceUser service : ServiceUser.values()) {
            passwords.put(service, required("KAFKA_PASSWORD_" + service.name(), environment));
        }
        passwords.forEach(access::admit);
        return "The services may do what they need.\n";
    }

    /** What the producer's program needs, in the words of Kafka's own clients. */
    private static String clientSettings(String name, String password) {
        return """
                security.protocol=SASL_SSL
                sasl.mechanism=SCRAM-SHA-512
                sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="%s" password="%s";
                """.formatted(name, password);
    }

    private static Properties settings(String file) {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            settings.load(reader);
            return settings;
        } catch (IOException e) {
            throw new IllegalArgumentException("KAFKA_ADMIN_PROPERTIES cannot be read: " + e, e);
        }
    }

    private static String required(String name, Function<String, @Nullable String> environment) {
        String value = environment.apply(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The environment does not say " + name + ".");
        }
        return value;
    }

    private static Throwable innermost(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }
}
