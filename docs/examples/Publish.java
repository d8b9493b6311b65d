import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes rows, each a JSON object, to {@code raw.TABLE} and prints where each of them lies:
 *
 * <pre>{@code
 *   ./mvnw -q -f docs/examples dependency:copy-dependencies
 *   java -cp 'docs/examples/target/dependency/*' docs/examples/Publish.java TABLE ROW...
 * }</pre>
 *
 * <p>BOOTSTRAP and REGISTRY say where Kafka and the registry are; KAFKA_USERNAME, KAFKA_PASSWORD and KAFKA_CA how to
 * sign in.
 */
class Publish {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Schema ANYTHING = new Schema.Parser().parse("[\"null\", \"long\", \"string\"]");

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            System.err.println("usage: Publish.java TABLE ROW...");
            System.exit(2);
        }
        String topic = "raw." + arguments[0];
        RegisteredSchema registered = lenientSchema(topic + "-value");
        String batch = UUID.randomUUID().toString();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer())) {
            for (String row : Arrays.asList(arguments).subList(1, arguments.length)) {
                GenericRecord value = value(registered.schema(), JSON.readTree(row));
                String key = value.get("id") == null ? null : value.get("id").toString();
                ProducerRecord<String, byte[]> message =
                        new ProducerRecord<>(topic, key, wireFormat(registered, value));
                header(message, "batch-id", batch);
                header(message, "row", String.valueOf(sent.size()));
                header(message, "source", "Publish.java");
                sent.add(producer.send(message));
            }
        }
        for (Future<RecordMetadata> acknowledgement : sent) {
            RecordMetadata place = acknowledgement.get(); // throws if Kafka did not take the record
            System.out.println(place.topic() + "-" + place.partition() + "-" + place.offset());
        }
        System.out.println("batch " + batch);
    }

    private static void header(ProducerRecord<String, byte[]> message, String name, String text) {
        message.headers().add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Integers and texts as they are; what a row lacks is null. */
    private static GenericRecord value(Schema schema, JsonNode row) {
        GenericRecord value = new GenericData.Record(schema);
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            value.put(field.getKey(), value(field.getValue())); // throws if the schema has no such field
        }
        return value;
    }

    private static Object value(JsonNode sent) {
        if (sent.isNull()) {
            return null;
        }
        if (sent.isTextual()) {
            return sent.textValue();
        }
        if (sent.isIntegralNumber() && sent.canConvertToLong()) {
            return sent.longValue();
        }
        throw new IllegalArgumentException(sent + " is neither null nor an integer nor a text");
    }

    /** A zero byte, the schema's id in four bytes, Avro. Confluent's KafkaAvroSerializer writes the same. */
    private static byte[] wireFormat(RegisteredSchema registered, GenericRecord value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(registered.id()).array());
        BinaryEncoder avro = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(registered.schema()).write(value, avro);
        avro.flush();
        return bytes.toByteArray();
    }

    private record RegisteredSchema(int id, Schema schema) {}

    /** The newest version that takes everything; versions that are stricter are other producers' own. */
    private static RegisteredSchema lenientSchema(String subject) throws IOException, InterruptedException {
        JsonNode versions = ask("/subjects/" + subject + "/versions");
        for (int i = versions.size() - 1; i >= 0; i--) {
            JsonNode version = ask("/subjects/" + subject + "/versions/" + versions.get(i));
            Schema schema = new Schema.Parser().parse(version.required("schema").textValue());
            if (schema.getFields().stream().allMatch(field -> field.schema().equals(ANYTHING))) {
                return new RegisteredSchema(version.required("id").intValue(), schema);
            }
        }
        throw new IOException("the registry has no lenient schema under " + subject);
    }

    private static JsonNode ask(String path) throws IOException, InterruptedException {
        URI address = URI.create(setting("REGISTRY", "http://localhost:8081/apis/ccompat/v7") + path);
        HttpResponse<String> answer = HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", setting("BOOTSTRAP", "localhost:9092"));
        String user = setting("KAFKA_USERNAME", "");
        if (!user.isEmpty()) {
            settings.put("security.protocol", "SASL_SSL");
            settings.put("sasl.mechanism", "SCRAM-SHA-512");
            settings.put(
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                            .formatted(quoted(user), quoted(setting("KAFKA_PASSWORD", ""))));
        }
        String authority = setting("KAFKA_CA", "");
        if (!authority.isEmpty()) {
            settings.put("ssl.truststore.type", "PEM");
            settings.put("ssl.truststore.location", authority);
        }
        return settings;
    }

    private static String setting(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }
}
