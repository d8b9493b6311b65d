package io.rollcall.schemas.kafka.access;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * {@link KafkaAccess} as a command: {@code services} lets the services in with the passwords that the environment has
 * ({@code KAFKA_PASSWORD_GATEWAY} and so on), {@code producer NAME [TABLE …]} a program that publishes by itself, and
 * {@code dismiss NAME} shuts such a one out. How the administrator reaches Kafka is said by a properties file that
 * {@code KAFKA_ADMIN_PROPERTIES} names.
 */
public final class KafkaAccessCommand {

    private static final String USAGE = "usage: services | producer NAME [TABLE ...] | dismiss NAME";

    private KafkaAccessCommand() {}

    /** Ends with status 0, or with 1 if it could not be done and 2 if the command is not one. */
    public static void main(String[] arguments) throws IOException {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of(environment("KAFKA_ADMIN_PROPERTIES")))) {
            settings.load(file);
        }
        try (Admin admin = Admin.create(settings)) {
            System.out.print(run(new KafkaAccess(admin), List.of(arguments)));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (KafkaException e) {
            System.err.println("Kafka does not do it: " + e.getMessage());
            System.exit(1);
        }
    }

    private static String run(KafkaAccess access, List<String> arguments) {
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        return switch (command) {
            case "services" -> {
                Map<ServiceUser, String> passwords = new EnumMap<>(ServiceUser.class);
                for (ServiceUser service : ServiceUser.values()) {
                    passwords.put(service, environment("KAFKA_PASSWORD_" + service.name()));
                }
                passwords.forEach(access::admit);
                yield "The services may do what they need.\n";
            }
            case "producer" -> {
                String name = second(arguments);
                yield clientSettings(name, access.admitProducer(name, arguments.subList(2, arguments.size())));
            }
            case "dismiss" -> {
                if (arguments.size() > 2) {
                    throw new IllegalArgumentException(USAGE);
                }
                access.dismissProducer(second(arguments));
                yield second(arguments) + " may do nothing any more.\n";
            }
            default -> throw new IllegalArgumentException(USAGE);
        };
    }

    /** What the producer's program needs, in the words of Kafka's own clients. */
    private static String clientSettings(String name, String password) {
        return """
                security.protocol=SASL_SSL
                sasl.mechanism=SCRAM-SHA-512
                sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="%s" password="%s";
                ssl.truststore.type=PEM
                ssl.truststore.location=ca.pem
                """.formatted(name, password);
    }

    private static String second(List<String> arguments) {
        if (arguments.size() < 2) {
            throw new IllegalArgumentException(USAGE);
        }
        return arguments.get(1);
    }

    private static String environment(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The environment does not say " + name + ".");
        }
        return value;
    }
}
