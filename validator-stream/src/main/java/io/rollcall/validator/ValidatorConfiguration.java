package io.rollcall.validator;

import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.wire.RegistryConfig;
import io.rollcall.schemas.wire.SchemaRegistry;
import io.rollcall.tracing.BatchTracer;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the parts are put together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ValidatorProperties.class, KafkaSettings.class, RegistrySettings.class})
class ValidatorConfiguration {

    @Bean
    Tables tables() {
        return Tables.fromClassPath();
    }

    @Bean
    Validator validator(
            Tables tables,
            ValidatorProperties properties,
            KafkaSettings kafka,
            RegistrySettings registry,
            MeterRegistry meters,
            BatchTracer tracer,
            ApplicationContext context) {
        return new Validator(
                tables,
                new SchemaRegistry(registry.url()),
                valueSerializer(properties, registry),
                properties,
                kafka,
                meters,
                tracer,
                () -> AvailabilityChangeEvent.publish(context, LivenessState.BROKEN));
    }

    @Bean
    ValidatorHealth validatorHealth(Validator validator) {
        return new ValidatorHealth(validator);
    }

    @Bean("dead-letter-log")
    LogHealth logHealth(Validator validator) {
        return new LogHealth(validator);
    }

    @SuppressWarnings("unchecked") // what a class is a serializer of can only be told by its documentation
    private static Serializer<GenericRecord> valueSerializer(
            ValidatorProperties properties, RegistrySettings registry) {
        Serializer<GenericRecord> serializer =
                (Serializer<GenericRecord>) BeanUtils.instantiateClass(properties.valueSerializer());
        serializer.configure(
                Map.of(RegistryConfig.SCHEMA_REGISTRY_URL, registry.url().toString()), /* isKey= */ false);
        return serializer;
    }
}
