package io.rollcall.endtoend.interop;

import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Confluent's own serializer and deserializer, in a class loader of their own, since their jar brings Avro and Kafka
 * along. Values cross the border as Avro's JSON.
 */
final class ConfluentClasses {

    private final ClassLoader loader;
    private final Object serializer;
    private final Object deserializer;

    ConfluentClasses(Path jar, String registryUrl) throws ReflectiveOperationException, MalformedURLException {
        // The loader lives as long as the test's JVM: Confluent's classes load more of their own at any time.
        loader = new URLClassLoader("confluent", new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        Map<String, String> config = Map.of("schema.registry.url", registryUrl, "auto.register.schemas", "true");
        serializer = configured("io.confluent.kafka.serializers.KafkaAvroSerializer", config);
        deserializer = configured("io.confluent.kafka.serializers.KafkaAvroDeserializer", config);
    }

    /** The bytes that Confluent's serializer makes of a record given as Avro's JSON. */
    byte[] serialize(String topic, Schema schema, String json) throws ReflectiveOperationException {
        Object record = record(schema, json);
        return (byte[]) serializer
                .getClass()
                .getMethod("serialize", String.class, Object.class)
                .invoke(serializer, topic, record);
    }

    /** What Confluent's deserializer reads, as the record's JSON. */
    String deserialize(String topic, byte[] bytes) throws ReflectiveOperationException {
        return deserializer
                .getClass()
                .getMethod("deserialize", String.class, byte[].class)
                .invoke(deserializer, topic, bytes)
                .toString();
    }

    private Object configured(String className, Map<String, String> config) throws ReflectiveOperationException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Object instance = loader.loadClass(className).getConstructor().newInstance();
            instance.getClass().getMethod("configure", Map.class, boolean.class).invoke(instance, config, false);
            return instance;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Object record(Schema schema, String json) throws ReflectiveOperationException {
        Class<?> schemaClass = loader.loadClass("org.apache.avro.Schema");
        Class<?> parserClass = loader.loadClass("org.apache.avro.Schema$Parser");
        Object theirs = parserClass
                .getMethod("parse", String.class)
                .invoke(parserClass.getConstructor().newInstance(), schema.toString());
        Class<?> factoryClass = loader.loadClass("org.apache.avro.io.DecoderFactory");
        Object decoder = factoryClass
                .getMethod("jsonDecoder", schemaClass, String.class)
                .invoke(factoryClass.getMethod("get").invoke(null), theirs, json);
        Class<?> readerClass = loader.loadClass("org.apache.avro.generic.GenericDatumReader");
        return read(readerClass, readerClass.getConstructor(schemaClass).newInstance(theirs), decoder);
    }

    private Object read(Class<?> readerClass, Object reader, Object decoder)
            throws ReflectiveOperationException, InvocationTargetException {
        return readerClass
                .getMethod("read", Object.class, loader.loadClass("org.apache.avro.io.Decoder"))
                .invoke(reader, null, decoder);
    }
}
